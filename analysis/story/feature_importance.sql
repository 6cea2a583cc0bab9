-- Which single features matter most? The first ten. One row per feature.
select
    name as row_key,
    importance as years_lost,
    ci_low,
    ci_high,
    verdict

from predictions.feature_importance
where
    subject = 'age'
    and level = 'feature'
    and metric = 'mae'
    and importance_rank <= 10
order by importance_rank;
