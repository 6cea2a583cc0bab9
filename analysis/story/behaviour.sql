-- How does each behaviour change from band to band? One row per measure and age band.
with

behaviour as (

    select * from marts.rpt_behaviour_by_age_band

),

final as (

    select
        measure || '|' || age_band_id as row_key,
        measure,
        section,
        title,
        unit,
        age_band_id,
        age_band,
        verdict,
        value,
        value_low,
        value_high,
        other_value,
        standardised_difference,
        user_count,
        is_suppressed,
        is_small

    from behaviour

)

select * from final
order by measure, age_band_id;
