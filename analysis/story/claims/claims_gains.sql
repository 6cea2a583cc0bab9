-- How much better is a model than another on the same videos? One row per pair and metric.
select
    model || ' over ' || other_model || ' ' || metric as row_key,
    model,
    other_model,
    metric,
    gain,
    ci_low,
    ci_high,
    corrected_ci_low,
    corrected_ci_high

from predictions.model_gains
where subject = 'claims'
order by model asc, gain desc, row_key asc;
