with

metrics as (

    select * from {{ source('predictions', 'age_model_metrics') }}

),

runs as (

    select * from {{ ref('fct_age_model_runs') }}

),

final as (

    select
        metrics.run_id,
        metrics.model,
        metrics.evaluation,
        metrics.population,
        metrics.metric,
        metrics.value,
        metrics.ci_low,
        metrics.ci_high,
        metrics.floor_name,
        metrics.floor_value,
        metrics.n,
        runs.is_stale

    from metrics
    left outer join runs
        on metrics.run_id = runs.run_id

)

select * from final
