with

age_labels as (

    select * from {{ ref('stg_twitter__age_labels') }}

),

age_bands as (

    select * from {{ ref('ref_age_bands') }}

),

-- Bands join without gap or overlap, so each age is in exactly one (tested).
final as (

    select
        -- ids
        age_labels.user_id,

        -- numerics
        age_labels.age_years,
        age_bands.age_band_id,

        -- strings
        age_bands.age_band

    from age_labels
    inner join age_bands
        on
            age_labels.age_years >= coalesce(age_bands.min_age_years, 0)
            and age_labels.age_years <= coalesce(age_bands.max_age_years, 1000)

)

select * from final
