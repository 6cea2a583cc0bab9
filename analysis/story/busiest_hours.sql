-- At which hour does each band post most, over all days? One row per age band.
with

hours_summed as (

    select
        age_band_id,
        age_band,
        local_hour,
        any_value(user_count) as user_count,
        round(sum(tweet_share), 9) as tweet_share

    from marts.rpt_posting_hours_by_age_band
    where not is_suppressed
    group by age_band_id, age_band, local_hour

),

final as (

    select
        age_band_id as row_key,
        age_band,
        user_count,
        arg_max(local_hour, (tweet_share, -local_hour)) as busiest_hour,
        max(tweet_share) as busiest_hour_share,
        round(sum(tweet_share) filter (where local_hour < 6), 9) as night_share

    from hours_summed
    group by age_band_id, age_band, user_count

)

select * from final
order by row_key;
