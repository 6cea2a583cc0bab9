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
        predictions.interval_low_years,
        predictions.interval_high_years,
        predictions.interval_cover,
        predictions.age_band_set,
        predictions.age_band_set_size,
        predictions.information_bits,
        predictions.abstain,
        most_probable_bands_picked.age_band_id as most_probable_age_band_id,
        most_probable_bands_picked.age_band as most_probable_age_band,
        runs.is_stale

    from predictions
    left outer join most_probable_bands_picked
        on predictions.user_id = most_probable_bands_picked.user_id
    left outer join runs
        on predictions.run_id = runs.run_id

)

select * from final
