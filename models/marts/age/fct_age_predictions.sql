with

predictions as (

    select * from {{ source('predictions', 'age_predictions') }}

),

band_probabilities as (

    select * from {{ ref('fct_age_band_probabilities') }}

),

runs as (

    select * from {{ ref('fct_model_runs') }}
    where subject = 'age'

),

-- Of equally probable bands the first one, as in the evaluation of models.
most_probable_bands_picked as (

    select
        user_id,
        age_band_id,
        age_band

    from band_probabilities
    qualify
        row_number() over (
            partition by user_id
            order by probability desc, age_band_id asc
        ) = 1

),

final as (

    select
        -- ids
        predictions.user_id,

        -- answers
        predictions.role,
        predictions.predicted_age_years,
        predictions.interval_low_years,
        predictions.interval_high_years,
        predictions.age_band,
        predictions.age_band_set,

        -- booleans
        predictions.has_known_age,
        predictions.abstain,
        runs.is_stale,

        -- details of the answers
        predictions.evidence_level,
        predictions.predicted_age_exact,
        predictions.age_band_id,
        predictions.interval_cover,
        predictions.age_band_set_size,
        predictions.information_bits,
        most_probable_bands_picked.age_band_id as most_probable_age_band_id,
        most_probable_bands_picked.age_band as most_probable_age_band,
        predictions.in_sample_age_years,

        -- the run
        predictions.run_id,
        predictions.model_version,
        predictions.data_fingerprint

    from predictions
    left outer join most_probable_bands_picked
        on predictions.user_id = most_probable_bands_picked.user_id
    left outer join runs
        on predictions.run_id = runs.run_id

)

select * from final
