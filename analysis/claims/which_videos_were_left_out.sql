-- Which videos does no model learn from, and why? One row per reason.
-- Run: plumage ask analysis/claims/which_videos_were_left_out.sql
select
    case
        when videos.problem is not null then videos.problem
        when labels.is_claim is null then 'no_label'
        else 'learned_from'
    end as state,
    count(*) as video_count

from marts.feat_videos as videos
left outer join marts.fct_claim_labels as labels
    on videos.video_id = labels.video_id
group by state
order by video_count desc, state asc;
