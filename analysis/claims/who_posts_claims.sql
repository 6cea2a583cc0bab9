-- Which authors post claims? One row per group of videos, with its share of claims.
-- Run: plumage ask analysis/claims/who_posts_claims.sql
select
    group_kind,
    group_value,
    video_count,
    claim_share,
    ci_low,
    ci_high

from marts.rpt_claims_by_group
order by group_kind = 'all' desc, group_kind asc, claim_share desc, group_value asc;
