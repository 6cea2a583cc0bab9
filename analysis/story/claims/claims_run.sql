-- Which run do the figures come from? One row.
select
    'all' as row_key,
    run_id,
    model_version,
    validation,
    fold_count,
    repeat_count,
    is_stale

from marts.fct_model_runs
where subject = 'claims';
