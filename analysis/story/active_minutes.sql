-- How long are users active? One row per log.
select
    log_name as row_key,
    log_name,
    caveat,
    granule_minutes,
    user_count,
    inactive_user_count,
    median_active_minutes,
    p90_active_minutes,
    mean_active_minutes,
    max_active_minutes,
    is_sample,
    window_start_date,
    window_end_date,
    window_end_date - window_start_date + 1 as day_count

from marts.rpt_active_minutes_summary
order by is_sample, log_name;
