-- How well do words show that somebody outside the group wrote them? Probability (AUC) that a
-- tweet (or all tweets of a user) of the others scores higher than one of the group. One row per
-- group, unit and measure.
select
    group_id || '|' || kind || '|' || family as row_key,
    group_id,
    kind,
    family,
    value as told_chance,
    ci_low,
    ci_high,
    n_planted as other_count,
    n_own as own_count

from marts.fct_language_validation
where metric = 'others_auc'
order by group_id, kind, family;
