-- Do intervals cover the true age as often as promised, and on which side do they miss? One row.
with

interval_covers as (

    select * from predictions.interval_cover
    where group_kind = 'all'

),

set_covers as (

    select * from predictions.age_band_set_cover
    where group_kind = 'all'

),

final as (

    select
        interval_covers.group_value as row_key,
        interval_covers.promised_cover,
        interval_covers.cover,
        interval_covers.ci_low,
        interval_covers.ci_high,
        interval_covers.above_share,
        interval_covers.below_share,
        interval_covers.above_share
        / nullif(1 - interval_covers.cover, 0) as missed_above_share,
        interval_covers.mean_width_years,
        interval_covers.median_width_years,
        interval_covers.abstain_share,
        interval_covers.user_count,
        interval_covers.verdict,
        set_covers.mean_set_size,
        set_covers.single_share

    from interval_covers
    left outer join set_covers on interval_covers.group_kind = set_covers.group_kind

)

select * from final;
