-- How are users distributed over active minutes? One row per log and bin, with doubling bins in the
-- tail, and marks for the median and the 90th percentile.
-- Run: plumage ask analysis/activity/histogram_of_users.sql
with

bins as (

    select * from marts.rpt_active_minutes_histogram

),

final as (

    select
        log_name,
        bin_start,
        bin_end,
        user_count,
        round(100 * user_share, 1) as user_percent,
        repeat(
            '#', cast(40 * user_count / max(user_count) over (partition by log_name) as integer)
        )
        || if(has_median, ' median', '') || if(has_p90, ' p90', '') as bar

    from bins
    where scale = 'log'

)

select * from final
order by log_name asc, bin_start asc, bin_end asc;
