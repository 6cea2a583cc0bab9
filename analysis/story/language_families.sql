-- How well does each measure find planted outliers, on average and at worst, and how much of it is
-- only length? One row per group and measure.
with

validation as (

    select * from marts.fct_language_validation

),

final as (

    select
        group_id || '|' || family as row_key,
        group_id,
        family,
        round(
            avg(value) filter (
                where metric = 'auc' and length_class = 'all' and kind != 'held_out'
            ),
            9
        ) as mean_found_chance,
        min(value) filter (
            where metric = 'auc' and length_class = 'all' and kind != 'held_out'
        ) as worst_found_chance,
        count(*) filter (
            where metric = 'auc' and length_class = 'all' and kind != 'held_out' and is_preferred
        ) as best_count,
        count(*) filter (
            where metric = 'auc' and length_class = 'all' and kind != 'held_out'
        ) as kind_count,
        max(value) filter (where metric = 'auc' and length_class = 'all' and kind = 'held_out')
            as held_out_chance,
        max(value) filter (where metric = 'length_correlation') as length_correlation

    from validation
    where family != 'contrast'
    group by group_id, family

)

select * from final
order by group_id asc, mean_found_chance desc, family asc;
