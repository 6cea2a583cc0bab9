-- Which videos should people look at next, and why? One row per video within the capacity.
-- Run: plumage ask analysis/claims/what_to_review_next.sql
select
    queue_position,
    item_id as video_id,
    probability,
    reach as view_count,
    reasons

from marts.fct_review_queue
where
    subject = 'claims'
    and is_within_capacity
order by queue_position;
