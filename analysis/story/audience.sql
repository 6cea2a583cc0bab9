-- How many of the users to be predicted are likely of an age, if the likeliest tenth is reached, or
-- the next larger share that holds enough of them? One row per age.
select
    audience as row_key,
    audience,
    reach_share,
    reached_user_count,
    user_count,
    expected_user_count,
    expected_low,
    expected_high,
    random_user_count,
    verdict,
    may_hold_minors

from marts.rpt_audience_by_age_band
where reach_share >= 0.1 and reach_share < 1 and not is_suppressed
qualify row_number() over (partition by audience order by reach_share) = 1
order by expected_user_count desc, audience asc;
