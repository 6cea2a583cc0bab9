-- What share of the likeliest tenth is in the target? One row per target.
with

targeting as (

    select * from predictions.targeting
    where reach_rule = 'share'

),

nearest as (

    select min(abs(reach_value - 0.1)) as distance from targeting

),

final as (

    select
        targeting.target as row_key,
        targeting.target,
        targeting.target_kind,
        targeting.reach_value as reached_share,
        targeting.reached_user_count,
        targeting.user_count,
        targeting.base_rate,
        targeting.precision as hit_share,
        targeting.precision_ci_low as hit_share_low,
        targeting.precision_ci_high as hit_share_high,
        targeting.waste_share,
        targeting.lift,
        targeting.lift_ci_low,
        targeting.lift_ci_high,
        targeting.verdict

    from targeting
    inner join nearest on abs(targeting.reach_value - 0.1) = nearest.distance
    where not targeting.is_suppressed

)

select * from final
order by target_kind asc, hit_share desc, row_key asc;
