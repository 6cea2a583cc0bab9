-- Do active minutes change with age? One row per log.
select
    log_name as row_key,
    direction,
    verdict,
    rank_correlation,
    rank_correlation_low,
    rank_correlation_high,
    p_value,
    user_count

from marts.rpt_active_minutes_trends
order by log_name;
