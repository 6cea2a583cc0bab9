-- Are users of some age bands active for longer? One row per log and age band.
select
    log_name || '|' || age_band_id as row_key,
    log_name,
    age_band_id,
    age_band,
    user_count,
    inactive_user_count,
    median_active_minutes,
    median_low,
    median_high,
    p90_active_minutes,
    mean_active_minutes,
    is_suppressed

from marts.rpt_active_minutes_by_age_band
order by is_sample, log_name, age_band_id;
