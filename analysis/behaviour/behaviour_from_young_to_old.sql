-- How does a behaviour change from the youngest band to the oldest? One row per measure: the values
-- of the bands in order of age (without bands of too few users), and in how many
-- bands the difference from all others is more than chance.
-- Run: plumage ask analysis/behaviour/behaviour_from_young_to_old.sql
with

behaviour as (

    select * from marts.rpt_behaviour_by_age_band

),

final as (

    select
        display_order,
        section,
        title,
        unit,
        string_agg(
            age_band || ': ' || coalesce(cast(round(value, 3) as varchar), 'not shown'),
            ', ' order by age_band_id
        ) as values_by_age,
        count(*) filter (where verdict in ('more', 'less')) as differing_band_count,
        min(q_value) as lowest_q_value

    from behaviour
    group by display_order, section, title, unit

)

select * from final
order by display_order;
