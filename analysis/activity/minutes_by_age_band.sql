-- Do younger users have more active minutes? One row per log and age band of labelled users. Read
-- the caveat: a sample of tweets is not a full log. The trend is in rpt_active_minutes_trends.
-- Run: plumage ask analysis/activity/minutes_by_age_band.sql
with

bands as (

    select * from marts.rpt_active_minutes_by_age_band

),

final as (

    select
        log_name,
        age_band,
        user_count,
        inactive_user_count,
        median_active_minutes,
        p90_active_minutes,
        round(mean_active_minutes, 1) as mean_active_minutes,
        caveat

    from bands
    order by log_name, age_band_id

)

select * from final;
