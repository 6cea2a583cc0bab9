-- Bands renamed since the run are ignored: then predict.py has to run.
with

predictions as (

    select * from {{ ref('fct_age_predictions') }}

),

bands as (

    select * from {{ ref('ref_age_bands') }}

),

final as (

    select
        'the band does not hold the year' as failure_reason,
        predictions.user_id,
        predictions.predicted_age_years,
        predictions.age_band

    from predictions
    inner join bands
        on
            predictions.age_band_id = bands.age_band_id
            and predictions.age_band = bands.age_band
    where
        predictions.predicted_age_years < bands.min_age_years
        or predictions.predicted_age_years > bands.max_age_years

)

select * from final
