{# A view, so that it reflects the current run, not that of the last build. #}
{{ config(materialized='view') }}
with

scores as (

    select * from {{ source('predictions', 'claims_scores') }}

),

runs as (

    select * from {{ ref('fct_model_runs') }}

),

final as (

    select
        scores.run_id,
        scores.video_id,
        scores.probability,
        scores.zone,
        scores.reasons,
        scores.known,
        runs.model_version,
        runs.is_stale

    from scores
    left outer join runs
        on scores.run_id = runs.run_id

)

select * from final
