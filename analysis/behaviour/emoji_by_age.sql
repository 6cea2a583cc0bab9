-- Which emoji do users of an age band use, and do others use them too? The twenty emoji with most
-- users in each band. An interval that excludes the others' share is a hint, not a test: there are
-- many.
-- Run: plumage ask analysis/behaviour/emoji_by_age.sql
with

emoji as (

    select * from marts.rpt_emoji_by_age_band

),

final as (

    select
        age_band_id,
        age_band,
        report_rank,
        emoji,
        emoji_group,
        user_count,
        band_user_count,
        round(user_share, 3) as user_share,
        round(user_share_low, 3) as user_share_low,
        round(user_share_high, 3) as user_share_high,
        round(other_user_share, 3) as other_user_share,
        other_user_share not between user_share_low and user_share_high as leaves_others_out

    from emoji
    where report_rank <= 20

)

select * from final
order by age_band_id, report_rank;
