-- Whom can a campaign reach by predicted age? For each band and each lower age limit: hits and
-- waste when it reaches a share of all users, the likeliest first, or all users above a
-- probability, beside random selection and the model's own estimate.
-- Run: plumage ask analysis/age/who_can_be_targeted.sql
with

targeting as (

    select * from predictions.targeting
    where subject = 'age'

),

final as (

    select
        target,
        reach_rule,
        round(reach_value, 2) as reach_value,
        round(reached_user_count, 1) as reached_user_count,
        round(base_rate, 3) as precision_at_random,
        round(claimed_precision, 3) as claimed_precision,
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
order by target asc, reach_rule desc, reach_value asc;
