-- What drives predictions? For each block, its value on top of the rest and alone, by
-- paired validation; for each block and feature, the cost of permuting it among users; and how
-- often, and how strongly, features move single predictions. The first two are in years.
-- Run: plumage ask analysis/age/what_drives_predictions.sql
with

ablations as (

    select * from predictions.block_ablation
    where subject = 'age'

),

importances as (

    select * from predictions.feature_importance
    where subject = 'age'

),

drivers as (

    select * from predictions.drivers
    where subject = 'age' and kind = 'driver'

),

worths as (

    select
        model || ', ' || comparison as seen_by,
        block as name,
        round(gain, 3) as size,
        round(ci_low, 3) as size_low,
        round(ci_high, 3) as size_high,
        verdict as explanation

    from ablations
    where metric = 'mae'

),

movers as (

    select
        'share of movement, all users' as seen_by,
        feature as name,
        round(avg(part_share), 3) as size,
        cast(null as double) as size_low,
        cast(null as double) as size_high,
        count(*) || ' times among the strongest; most often: ' || mode(phrase) as explanation

    from drivers
    group by feature

),

losses as (

    select
        level || ' of other users' as seen_by,
        name,
        round(importance, 3) as size,
        round(ci_low, 3) as size_low,
        round(ci_high, 3) as size_high,
        verdict as explanation

    from importances

),

final as (

    select * from worths
    union all
    select * from losses
    union all
    select * from movers

)

select * from final
order by seen_by asc, size desc, name asc;
