with

metrics as (

    select * from {{ source('predictions', 'model_metrics') }}

),

runs as (

    select * from {{ ref('fct_model_runs') }}

),

final as (

    select
        metrics.run_id,
        metrics.subject,
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
