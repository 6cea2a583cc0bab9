-- Whom can a campaign reach by predicted age? For each band and from each age on: what reaching the
-- most probable users hits and wastes, beside reaching users at random.
-- Run: duckdb plumage.duckdb < analysis/age/who_can_be_targeted.sql
with

targeting as (

    select * from predictions.age_targeting

),

final as (

    select
        target,
        round(reached_share, 2) as reached_share,
        reached_user_count,
        round(base_rate, 3) as precision_at_random,
        round(targeting.precision, 3) as target_precision,
        round(precision_ci_low, 3) as precision_low,
        round(precision_ci_high, 3) as precision_high,
        round(recall, 3) as target_recall,
        round(lift, 2) as lift,
        round(waste_share, 3) as waste_share,
        verdict

    from targeting

)

select * from final
order by target, reached_share;
