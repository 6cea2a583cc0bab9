-- Which run of predict.py is reported? One row, none before the first run.
select
    'run' as row_key,
    validation,
    labelled_user_count,
    predicted_user_count,
    held_out_user_count,
    known_held_out_user_count,
    fold_count,
    repeat_count,
    is_stale

from marts.fct_model_runs
where subject = 'age';
