-- How many claims does each group have? One row per group.
select
    group_kind || ' ' || group_value as row_key,
    group_kind,
    case group_kind when 'all' then 'all videos' else group_value end as group_name,
    video_count,
    claim_count,
    opinion_count,
    claim_share,
    ci_low,
    ci_high

from marts.rpt_claims_by_group
order by group_kind = 'all' desc, group_kind desc, claim_share desc;
