-- How many users were active each day, and for how long? One row per log and UTC day.
-- Run: plumage ask analysis/activity/active_users_by_day.sql
with

days as (

    select * from marts.fct_active_days

),

final as (

    select
        log_name,
        active_date,
        count(*) as user_count,
        sum(active_minute_count)::bigint as active_minute_count,
        median(active_minute_count) as median_active_minutes

    from days
    group by log_name, active_date

)

select * from final
order by log_name asc, active_date asc;
