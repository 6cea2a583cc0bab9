-- Which emoji do most users of a band write? The eight with most users. One row per band and rank.
select
    age_band_id || '|' || report_rank as row_key,
    age_band_id,
    age_band,
    report_rank,
    emoji,
    user_count,
    user_share,
    user_share_low,
    user_share_high,
    other_user_share,
    other_user_share not between user_share_low and user_share_high as leaves_others_out,
    other_user_share < user_share_low as is_own,
    user_share - other_user_share as lead

from marts.rpt_emoji_by_age_band
where report_rank <= 8
order by age_band_id, report_rank;
