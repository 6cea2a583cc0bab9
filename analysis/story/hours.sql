-- When do users of an age band post? One row per age band, weekday and hour (local time).
select
    age_band_id || '|' || local_weekday || '|' || local_hour as row_key,
    age_band_id,
    age_band,
    local_weekday,
    local_hour,
    user_count,
    tweet_share

from marts.rpt_posting_hours_by_age_band
where not is_suppressed
order by age_band_id, local_weekday, local_hour;
