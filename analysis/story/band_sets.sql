-- Whom do intervals cover, and whom do sets cover? One row per true age band, from the youngest.
with

interval_covers as (

    select * from predictions.interval_cover
    where group_kind = 'age_band'

),

set_covers as (

    select * from predictions.age_band_set_cover
    where group_kind = 'age_band'

),

age_bands as (

    select * from reference.ref_age_bands

),

final as (

    select
        age_bands.age_band_id as row_key,
        age_bands.age_band,
        set_covers.user_count,
        interval_covers.cover as interval_cover,
        set_covers.cover as set_cover,
        set_covers.ci_low as set_cover_low,
        set_covers.ci_high as set_cover_high,
        set_covers.mean_set_size,
        set_covers.verdict

    from age_bands
    inner join set_covers on age_bands.age_band = set_covers.group_value
    inner join interval_covers on age_bands.age_band = interval_covers.group_value
    where set_covers.cover is not null

)

select * from final
order by row_key;
