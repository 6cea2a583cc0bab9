-- What do users of an age band do more or less than all others? Differences beyond chance
-- (Benjamini-Hochberg over the whole table), the largest first. One row per age band and measure.
-- Run: plumage ask analysis/behaviour/what_differs_most_by_age.sql
with

behaviour as (

    select * from marts.rpt_behaviour_by_age_band

),

final as (

    select
        age_band,
        section,
        title,
        verdict,
        unit,
        round(value, 3) as value,
        round(value_low, 3) as value_low,
        round(value_high, 3) as value_high,
        round(other_value, 3) as other_value,
        round(standardised_difference, 2) as standardised_difference,
        q_value,
        user_count,
        is_small

    from behaviour
    where verdict in ('more', 'less')

)

select * from final
order by abs(standardised_difference) desc, age_band asc, title asc;
