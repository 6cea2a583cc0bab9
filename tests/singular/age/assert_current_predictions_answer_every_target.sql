-- A stale run may lack users of newer files: then predict.py has to run, and the build is correct.
with

targets as (

    select * from {{ ref('dim_prediction_targets') }}

),

runs as (

    select * from {{ ref('fct_model_runs') }}
    where subject = 'age'

),

predictions as (

    select * from {{ ref('fct_age_predictions') }}

),

final as (

    select
        'no age for a user of ages_test.csv' as failure_reason,
        targets.user_id

    from targets
    cross join runs
    left outer join predictions
        on targets.user_id = predictions.user_id
    where
        not runs.is_stale
        and targets.user_id is not null
        and predictions.user_id is null

)

select * from final
