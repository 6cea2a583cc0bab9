-- Which measure finds planted outliers best? Probability (AUC) that a planted tweet scores higher
-- than one of the group's own, all lengths together. One row per group, kind and measure.
select
    group_id || '|' || kind || '|' || family as row_key,
    group_id,
    kind,
    family,
    value as found_chance,
    ci_low,
    ci_high,
    n_planted,
    n_own,
    is_preferred,
    is_stale

from marts.fct_language_validation
where metric = 'auc' and length_class = 'all'
order by group_id, kind, family;
