-- What differs most by age? The band in which each behaviour differs most from the others, if
-- beyond chance. One row per measure, the largest differences first.
with

behaviour as (

    select * from marts.rpt_behaviour_by_age_band
    where verdict in ('more', 'less')

),

final as (

    select
        measure as row_key,
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
        is_small

    from behaviour
    qualify
        row_number() over (
            partition by measure order by abs(standardised_difference) desc, age_band_id asc
        ) = 1

)

select * from final
order by abs(standardised_difference) desc, row_key asc;
