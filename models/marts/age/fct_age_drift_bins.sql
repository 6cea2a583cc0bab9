{%- set names = feature_columns() -%}
with

features as (

    select * from {{ ref('feat_users') }}

),

users as (

    select * from {{ ref('dim_age_users') }}

),

predictions as (

    select * from {{ source('predictions', 'age_predictions') }}

),

training_bins as (

    select * from {{ source('predictions', 'training_profile') }}
    where subject = 'age'

),

-- Two lists of equal length: a row for each user and feature, including missing values. Predicted
-- bands of training users are those that the profile counts, so they say nothing about drift.
values_listed as (

    select
        users.role,
        unnest({{ names }}) as feature,
        unnest([cast(features.{{ names | join(' as double), cast(features.') }} as double)])
            as feature_value
    from features
    inner join users on features.user_id = users.user_id
    union all
    select
        predictions.role,
        'predicted_age_band' as feature,
        cast(predictions.age_band_id as double) as feature_value
    from predictions
    where not predictions.has_known_age

),

users_binned as (

    select
        values_listed.feature,
        training_bins.bin_position,
        unnest([values_listed.role, 'all']) as population

    from values_listed
    inner join training_bins
        on
            values_listed.feature = training_bins.feature
            and case
                when values_listed.feature_value is null then training_bins.bin_position = 0
                else
                    training_bins.bin_position > 0
                    and values_listed.feature_value > coalesce(training_bins.above_value, '-inf')
                    and values_listed.feature_value <= coalesce(training_bins.up_to_value, 'inf')
            end

),

users_counted as (

    select
        feature,
        bin_position,
        population,
        count(*) as user_count

    from users_binned
    group by feature, bin_position, population

),

populations_listed as (

    select distinct population from users_counted

),

-- A bin without compared users has a row, too.
final as (

    select
        training_bins.feature,
        populations_listed.population,
        training_bins.bin_position,
        training_bins.run_id,
        training_bins.above_value,
        training_bins.up_to_value,
        training_bins.training_user_count,
        coalesce(users_counted.user_count, 0) as user_count

    from training_bins
    cross join populations_listed
    left outer join users_counted
        on
            training_bins.feature = users_counted.feature
            and training_bins.bin_position = users_counted.bin_position
            and populations_listed.population = users_counted.population

)

select * from final
