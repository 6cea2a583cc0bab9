-- Whose ages do intervals cover, and whose bands do sets cover? By true band, by predicted band and
-- overall: intervals reach their nominal coverage on average, sets in every true band. Misses are
-- split by side: users who are older than their interval, and younger.
-- Run: plumage ask analysis/age/what_intervals_hold.sql
with

interval_covers as (

    select * from predictions.interval_cover
    where subject = 'age'

),

set_covers as (

    select * from predictions.age_band_set_cover

),

final as (

    select
        interval_covers.group_kind,
        interval_covers.group_value,
        interval_covers.user_count,
        interval_covers.promised_cover,
        round(interval_covers.cover, 3) as interval_cover,
        round(interval_covers.ci_low, 3) as interval_cover_low,
        round(interval_covers.ci_high, 3) as interval_cover_high,
        round(interval_covers.above_share, 3) as above_share,
        round(interval_covers.below_share, 3) as below_share,
        round(interval_covers.mean_width_years, 1) as mean_width_years,
        interval_covers.verdict as interval_verdict,
        round(set_covers.cover, 3) as set_cover,
        round(set_covers.ci_low, 3) as set_cover_low,
        round(set_covers.ci_high, 3) as set_cover_high,
        round(set_covers.mean_set_size, 2) as mean_set_size,
        set_covers.verdict as set_verdict

    from interval_covers
    left outer join set_covers
        on
            interval_covers.group_kind = set_covers.group_kind
            and interval_covers.group_value = set_covers.group_value

)

select * from final
order by group_kind asc, user_count desc, group_value asc;
