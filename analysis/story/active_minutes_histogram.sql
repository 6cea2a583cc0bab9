-- How are users distributed over active minutes? Bins that double. One row per log and bin.
select
    log_name || '|' || bin_number as row_key,
    log_name,
    bin_number,
    bin_start,
    bin_end,
    case when bin_number = 0 then 'none' else greatest(bin_start, 1) || '–' || bin_end end
        as bin_label,
    user_count,
    user_share,
    has_median,
    has_p90,
    is_sample

from marts.rpt_active_minutes_histogram
where scale = 'log'
order by is_sample, log_name, bin_number;
