-- How large is the error of the requested predictions, where the age is known? One row per metric.
select
    metric as row_key,
    value,
    ci_low,
    ci_high,
    floor_value,
    n as user_count

from marts.fct_model_metrics
where
    subject = 'age'
    and evaluation = 'held_out'
    and model = 'stacked_years'
    and population = 'all'
order by row_key;
