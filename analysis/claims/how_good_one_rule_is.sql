-- How much does a model add to one simple rule? One row per model, with its gain in right answers.
-- Run: plumage ask analysis/claims/how_good_one_rule_is.sql
with

one_rule as (

    select value from marts.fct_model_metrics
    where
        subject = 'claims'
        and model = 'one_rule'
        and metric = 'accuracy'

)

select
    metrics.model,
    metrics.value as right_share,
    metrics.ci_low,
    metrics.ci_high,
    metrics.floor_value as majority_share,
    one_rule.value as one_rule_share

from marts.fct_model_metrics as metrics
cross join one_rule
where
    metrics.subject = 'claims'
    and metrics.evaluation = 'cv'
    and metrics.population = 'all'
    and metrics.metric = 'accuracy'
order by metrics.value desc, metrics.model asc;
