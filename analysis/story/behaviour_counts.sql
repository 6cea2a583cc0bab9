-- How many behaviours were compared, how many change with age, and how many differ in some band
-- beyond chance? One row.
with

bands as (

    select * from marts.rpt_behaviour_by_age_band

),

trends as (

    select * from marts.fct_behaviour_trends

),

trends_counted as (

    select
        count(*) filter (where verdict = 'goes with age') as trend_count,
        count(*) filter (where verdict = 'alike') as level_count,
        count(*) filter (where verdict = 'unknown') as unknown_trend_count,
        count(*) filter (where verdict not in ('goes with age', 'alike', 'unknown'))
            as rare_trend_count

    from trends

),

final as (

    select
        'all' as row_key,
        count(distinct bands.measure) as measure_count,
        count(distinct bands.measure) filter (where bands.verdict in ('more', 'less'))
            as differing_measure_count,
        count(*) filter (where bands.verdict = 'alike') as alike_count,
        count(*) filter (where bands.verdict = 'unknown') as unknown_count,
        any_value(trends_counted.trend_count) as trend_count,
        any_value(trends_counted.level_count) as level_count,
        any_value(trends_counted.unknown_trend_count) as unknown_trend_count,
        any_value(trends_counted.rare_trend_count) as rare_trend_count

    from trends_counted
    left outer join bands on true

)

select * from final;
