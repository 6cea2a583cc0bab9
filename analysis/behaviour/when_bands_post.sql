-- When do users of an age band post? Shares of their tweets by local hour, on weekdays and at
-- weekends. One row per age band and hour.
-- Run: plumage ask analysis/behaviour/when_bands_post.sql
with

posting_hours as (

    select * from marts.rpt_posting_hours_by_age_band
    where not is_suppressed

),

final as (

    select
        age_band_id,
        age_band,
        local_hour,
        any_value(user_count) as user_count,
        round(sum(tweet_share) filter (where local_weekday <= 5) / 5, 4) as workday_share,
        round(sum(tweet_share) filter (where local_weekday > 5) / 2, 4) as weekend_day_share

    from posting_hours
    group by age_band_id, age_band, local_hour

)

select * from final
order by age_band_id, local_hour;
