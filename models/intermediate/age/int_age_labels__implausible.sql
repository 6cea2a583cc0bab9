with

age_labels as (

    select * from {{ ref('stg_twitter__age_labels') }}

),

-- Staging sets implausible ages to NULL, and keeps them as stated.
final as (

    select
        user_id,
        stated_age_years

    from age_labels
    where age_years is null and stated_age_years is not null

)

select * from final
