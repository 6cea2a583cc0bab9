-- At which hour does each band post most, over all days? One row per age band.
select
    age_band_id as row_key,
    age_band,
    any_value(user_count) as user_count,
    bool_or(is_small) as is_small,
    arg_max(local_hour, (tweet_share, -local_hour)) as busiest_hour,
    max(tweet_share) as busiest_hour_share,
    round(sum(tweet_share) filter (where local_hour < 6), 9) as night_share

from marts.rpt_daily_hours_by_age_band
where not is_suppressed
group by age_band_id, age_band
order by row_key;
