-- Whom does a campaign reach above a probability, and is it right as often as predicted?
-- One row per target and probability cut-off.
select
    target || '|' || reach_value as row_key,
    target,
    target_kind,
    reach_value as asked_probability,
    user_count,
    reached_user_count,
    reached_user_count / user_count as reached_share,
    claimed_precision as claimed_share,
    targeting.precision as hit_share,
    precision_ci_low as hit_share_low,
    precision_ci_high as hit_share_high,
    recall as found_share,
    recall_ci_low as found_share_low,
    recall_ci_high as found_share_high,
    base_rate,
    is_suppressed,
    claimed_precision > precision_ci_high as is_too_bold,
    claimed_precision < precision_ci_low as is_too_shy

from predictions.targeting as targeting
where
    subject = 'age'
    and reach_rule = 'cut_off'
order by target_kind, target, reach_value;
