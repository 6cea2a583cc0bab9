-- How old are the training users? Heaps at 18, 21, 25, 30 show that ages are
-- stated, not measured. One row per age.
-- Run: plumage ask analysis/users/ages_of_labelled_users.sql
with

labelled_users as (

    select * from marts.dim_age_users
    where role = 'labelled'

),

final as (

    select
        age_years,
        age_band,
        count(*) as user_count,
        round(count(*) / sum(count(*)) over (), 3) as user_share,
        -- A heap: many more than the mean of both neighbouring ages.
        round(
            count(*) / nullif(
                (
                    coalesce(lag(count(*)) over (order by age_years), 0)
                    + coalesce(lead(count(*)) over (order by age_years), 0)
                ) / 2.0,
                0
            ),
            1
        ) as times_neighbours

    from labelled_users
    group by age_years, age_band

)

select * from final
order by age_years;
