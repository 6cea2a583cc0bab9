-- Do verified users differ from others, and does it hold within claims and within opinions?
-- One row per measure, with Welch's t over all videos and within each kind.
-- Run: plumage ask analysis/claims/does_the_difference_hold.sql
select
    measure,
    max(statistic) filter (where stratum = 'all') as t_over_all,
    max(statistic) filter (where stratum = 'claims') as t_within_claims,
    max(statistic) filter (where stratum = 'opinions') as t_within_opinions,
    max(p_value_holm) filter (where stratum = 'all') as p_over_all,
    max(p_value_holm) filter (where stratum = 'claims') as p_within_claims,
    max(p_value_holm) filter (where stratum = 'opinions') as p_within_opinions

from predictions.claims_tests
where method = 'welch'
group by measure
order by abs(t_over_all) desc, measure asc;
