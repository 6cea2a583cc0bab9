with

predictions as (

    select * from {{ source('predictions', 'age_predictions') }}

),

runs as (

    select * from {{ ref('fct_age_model_runs') }}

),

final as (

    select
        predictions.user_id,
        predictions.run_id,
        predictions.model_version,
        predictions.data_fingerprint,
        predictions.role,
        predictions.evidence_level,
        predictions.predicted_age_years,
        predictions.predicted_age_exact,
        predictions.age_band_id,
        predictions.age_band,
        runs.is_stale

    from predictions
    left outer join runs
        on predictions.run_id = runs.run_id

)

select * from final
