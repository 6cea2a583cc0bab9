-- What does a model lose when videos get other videos' values of a feature? One row per feature.
select
    name as row_key,
    metric,
    importance,
    ci_low,
    ci_high,
    verdict

from predictions.feature_importance
where subject = 'claims'
order by importance_rank;
