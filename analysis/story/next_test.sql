-- How many people would a test in the field need? Asked for their age, so many reached and so many
-- chosen at random tell the hit rate from the base rate (95 % confidence, 80 % power; Fleiss, Levin
-- and Paik 2003, 4.2). One row per target that was judged.
with

targeting as (

    select * from predictions.targeting
    where reach_rule = 'share' and not is_suppressed

),

nearest as (

    select min(abs(reach_value - 0.1)) as distance from targeting

),

tenths as (

    select targeting.*
    from targeting
    inner join nearest on abs(targeting.reach_value - 0.1) = nearest.distance

),

-- The lower limit of the hit rate, so that the test is large enough for that too.
differences as (

    select
        *,
        precision_ci_low - base_rate as difference,
        (precision_ci_low + base_rate) / 2 as middle

    from tenths

),

final as (

    select
        target as row_key,
        target,
        precision_ci_low as hit_share_low,
        base_rate,
        ceil(
            (
                1.96 * sqrt(2 * middle * (1 - middle))
                + 0.842 * sqrt(
                    precision_ci_low * (1 - precision_ci_low) + base_rate * (1 - base_rate)
                )
            ) ^ 2
            / difference ^ 2
        ) as people_per_group

    from differences
    where difference > 0

)

select * from final
order by row_key;
