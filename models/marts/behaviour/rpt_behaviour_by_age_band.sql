with

age_bands as (

    select * from {{ ref('ref_age_bands') }}

),

measures as (

    select * from {{ ref('int_behaviour__measures') }}

),

bands as (

    select * from {{ ref('int_behaviour__bands_averaged') }}

),

comparisons as (

    select * from {{ ref('int_behaviour__bands_compared') }}

),

tests as (

    select * from {{ ref('int_behaviour__differences_tested') }}

),

rows_joined as (

    select
        age_bands.age_band_id,
        age_bands.age_band,
        measures.*,
        bands.user_count,
        bands.missing_user_count,
        bands.mean_value,
        bands.other_mean_value,
        coalesce(bands.is_shown, false) as is_shown,
        comparisons.mean_margin,
        comparisons.difference,
        comparisons.difference_margin,
        comparisons.standardised_difference,
        comparisons.standardised_margin,
        comparisons.is_alike,
        tests.p_value,
        tests.q_value

    from age_bands
    cross join measures
    left outer join bands
        on age_bands.age_band_id = bands.age_band_id and measures.measure = bands.measure
    left outer join comparisons
        on bands.age_band_id = comparisons.age_band_id and bands.measure = comparisons.measure
    left outer join tests
        on bands.age_band_id = tests.age_band_id and bands.measure = tests.measure

),

final as (

    select
        -- ids
        age_band_id,
        measure,

        -- strings
        age_band,
        section,
        title,
        unit,
        case
            when not is_shown then 'too few users'
            when difference is null then 'nobody to compare with'
            when q_value is null then 'all users alike'
            when q_value <= {{ var('behaviour_false_discovery_rate') }}
                then case when difference > 0 then 'more' else 'less' end
            when is_alike then 'alike'
            else 'unknown'
        end as verdict,

        -- numerics: the band
        display_order,
        case when is_shown then user_count end as user_count,
        case when is_shown then missing_user_count end as missing_user_count,
        {{ in_unit('mean_value') }} as value,
        {{ in_unit('mean_value - mean_margin') }} as value_low,
        {{ in_unit('mean_value + mean_margin') }} as value_high,

        -- numerics: the band compared with all others
        {{ in_unit('other_mean_value') }} as other_value,
        {{ difference_in_unit('difference') }} as difference,
        {{ difference_in_unit('difference - difference_margin') }} as difference_low,
        {{ difference_in_unit('difference + difference_margin') }} as difference_high,
        standardised_difference,
        standardised_difference - standardised_margin as standardised_difference_low,
        standardised_difference + standardised_margin as standardised_difference_high,
        p_value,
        q_value,

        -- booleans
        is_shown and user_count <= {{ var('small_group_users') }} as is_small,
        not is_shown as is_suppressed

    from rows_joined

)

select * from final
