-- Does the same procedure find age where there is no signal? Labels permuted among users; one row
-- per metric, empty without full validation.
select
    metric as row_key,
    value,
    ci_low,
    ci_high,
    floor_value

from marts.fct_model_metrics
where
    subject = 'age'
    and evaluation = 'permuted'
    and model = 'stacked_years'
    and population = 'all'
order by row_key;
