with recursive

labelled_users as (

    select * from {{ ref('dim_age_users') }}
    where role = 'labelled'

),

out_of_fold_years as (

    select * from {{ source('predictions', 'age_out_of_fold_years') }}

),

runs as (

    select * from {{ ref('fct_model_runs') }}
    where subject = 'age'

),

years_joined_to_ages as (

    select
        out_of_fold_years.*,
        runs.is_stale,
        cast(labelled_users.age_years as bigint) as age_years,
        cast(
            labelled_users.age_years between out_of_fold_years.interval_low_years
            and out_of_fold_years.interval_high_years as integer
        ) as is_held

    from out_of_fold_years
    inner join labelled_users on out_of_fold_years.user_id = labelled_users.user_id
    left outer join runs on out_of_fold_years.run_id = runs.run_id

),

ages_counted as (

    select
        age_years,
        count(distinct user_id) as user_count,
        row_number() over (order by age_years) as age_position

    from years_joined_to_ages
    group by age_years

),

-- A single age where enough users have it; else neighbouring ages are added until there are enough.
ages_walked as (

    select
        age_position,
        age_years,
        cast(1 as bigint) as age_group,
        user_count as group_size

    from ages_counted
    where age_position = 1

    union all

    select
        ages_counted.age_position,
        ages_counted.age_years,
        ages_walked.age_group
        + cast(ages_walked.group_size >= {{ var('min_group_users') }} as integer) as age_group,
        ages_counted.user_count
        + ages_walked.group_size
        * cast(ages_walked.group_size < {{ var('min_group_users') }} as integer) as group_size

    from ages_walked
    inner join ages_counted on ages_walked.age_position + 1 = ages_counted.age_position

),

-- The oldest users, if too few for a group, join the group before.
ages_grouped as (

    select
        age_years,
        least(
            age_group,
            max(case when group_size >= {{ var('min_group_users') }} then age_group end) over ()
        ) as age_group

    from ages_walked

),

final as (

    select
        ages_grouped.age_group,
        min(years.age_years) as min_age_years,
        max(years.age_years) as max_age_years,
        round(avg(years.age_years), 9) as mean_age_years,
        count(distinct years.user_id) as user_count,
        round(avg(years.predicted_age_years), 9) as mean_predicted_years,
        quantile_disc(cast(years.predicted_age_years as double), 0.1) as predicted_p10_years,
        quantile_disc(cast(years.predicted_age_years as double), 0.9) as predicted_p90_years,
        round(avg(years.interval_low_years), 9) as mean_interval_low_years,
        round(avg(years.interval_high_years), 9) as mean_interval_high_years,
        round(avg(years.is_held), 9) as interval_cover,
        count(distinct years.user_id) <= {{ var('small_group_users') }} as is_small,
        bool_or(years.is_stale) as is_stale

    from years_joined_to_ages as years
    inner join ages_grouped on years.age_years = ages_grouped.age_years
    group by ages_grouped.age_group
    having count(distinct years.user_id) >= {{ var('min_group_users') }}

)

select * from final
