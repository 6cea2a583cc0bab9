with

runs as (

    select * from {{ source('predictions', 'model_runs') }}

),

warehouse as (

    select * from {{ ref('dim_warehouse') }}

),

subjects as (

    select * from {{ ref('dim_subjects') }}

),

-- dim_warehouse has one row, so the join adds columns, not rows.
final as (

    select
        runs.run_id,
        runs.subject,
        runs.model_version,
        runs.project_version,
        runs.data_fingerprint,
        runs.settings_fingerprint,
        runs.input_fingerprint,
        runs.library_versions,
        runs.years_model,
        runs.bands_model,
        runs.seed,
        runs.labelled_user_count,
        runs.held_out_user_count,
        runs.known_held_out_user_count,
        runs.predicted_user_count,
        runs.min_age_years,
        runs.max_age_years,
        runs.fold_count,
        runs.repeat_count,
        runs.bootstrap_replicate_count,
        runs.validation,
        runs.as_of,
        -- NULL on both sides agrees: a subject without settings, a warehouse without tweets.
        (runs.data_fingerprint is distinct from subjects.data_fingerprint)
        or (runs.settings_fingerprint is distinct from subjects.settings_fingerprint)
        or (runs.project_version is distinct from warehouse.project_version)
        or (runs.as_of is distinct from warehouse.as_of) as is_stale

    from runs
    cross join warehouse
    left outer join subjects on runs.subject = subjects.subject

)

select * from final
