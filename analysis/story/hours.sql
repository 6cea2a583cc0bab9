-- At which hours of the day does each band post? One row per age band and hour (local time).
select
    age_band_id || '|' || local_hour as row_key,
    age_band_id,
    age_band,
    local_hour,
    user_count,
    tweet_share,
    tweet_share_low,
    tweet_share_high

from marts.rpt_daily_hours_by_age_band
where not is_suppressed
order by age_band_id, local_hour;
