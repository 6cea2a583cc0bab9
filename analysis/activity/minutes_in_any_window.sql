-- How many minutes was each user active in any window? Here 30 x 86,400 seconds from the
-- minute of the first event; put any two times into `bounds`. One row per user, most active first.
-- Run: plumage ask analysis/activity/minutes_in_any_window.sql
with

minutes as (

    select * from marts.fct_active_minutes

),

bounds as (

    select
        'files' as log_name,
        1 as granule_minutes,
        min(minute_at) as from_at,
        min(minute_at) + interval (30 * 86400) second as until_at

    from minutes
    where log_name = 'files'

),

final as (

    select
        minutes.user_id,
        count(distinct epoch_us(minutes.minute_at) // (60000000 * bounds.granule_minutes))
            as active_minute_count,
        sum(minutes.action_count)::bigint as action_count

    from minutes
    inner join bounds
        on
            minutes.log_name = bounds.log_name
            and minutes.minute_at >= bounds.from_at
            and minutes.minute_at < bounds.until_at
    group by minutes.user_id

)

select * from final
order by active_minute_count desc, user_id asc;
