-- How much worse do predictions become with values permuted among users? One row per block.
select
    name as row_key,
    importance as years_lost,
    ci_low,
    ci_high,
    verdict

from predictions.feature_importance
where
    subject = 'age'
    and level = 'block'
    and metric = 'mae'
order by years_lost desc, row_key asc;
