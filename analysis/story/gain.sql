-- Is the published model better than the others, on the same users? One row per other model.
select
    other_model as row_key,
    gain as years_gained,
    ci_low,
    ci_high

from predictions.model_gains
where
    subject = 'age'
    and metric = 'mae'
order by years_gained desc, row_key asc;
