with

age_bands as (

    select * from {{ ref('ref_age_bands') }}

),

bands_named as (

    select
        'band_' || age_band_id as group_id,
        age_band as group_name,
        cast(min_age_years as integer) as min_age_years,
        cast(max_age_years as integer) as max_age_years

    from age_bands

),

bounds_named as (

    {{ language_groups_with_bounds() }}

),

groups_united as (

    select *
    from bands_named
    where {{ is_language_group('group_id') }}

    union all

    select * from bounds_named

),

final as (

    select
        -- ids: large tables use the number
        group_id,
        cast(row_number() over (order by group_id) as smallint) as group_number,

        -- strings
        group_name,

        -- numerics
        min_age_years,
        max_age_years

    from groups_united

)

select * from final
