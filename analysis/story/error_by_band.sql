-- For which ages do predictions err, and in which direction? One row per true age band.
with

errors as (

    select * from predictions.errors_by_group
    where group_kind = 'age_band'

),

age_bands as (

    select * from reference.ref_age_bands

),

final as (

    select
        age_bands.age_band_id as row_key,
        age_bands.age_band,
        errors.user_count,
        errors.mae,
        errors.mae_ci_low,
        errors.mae_ci_high,
        errors.floor_mae,
        errors.bias_years,
        -errors.bias_years as years_too_young,
        errors.bias_ci_low,
        errors.bias_ci_high,
        errors.bias_verdict,
        errors.is_suppressed

    from age_bands
    inner join errors on age_bands.age_band = errors.group_value

)

select * from final
order by row_key;
