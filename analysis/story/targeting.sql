-- Whom does a campaign reach by predicted age? One row per target and share of users reached.
select
    target || '|' || reach_value as row_key,
    target,
    target_kind,
    reach_value as reached_share,
    reached_user_count,
    base_rate,
    targeting.precision as hit_share,
    precision_ci_low as hit_share_low,
    precision_ci_high as hit_share_high,
    recall as found_share,
    lift,
    lift_ci_low,
    lift_ci_high,
    waste_share,
    verdict,
    is_suppressed

from predictions.targeting as targeting
where
    subject = 'age'
    and reach_rule = 'share'
order by target_kind, target, reach_value;
