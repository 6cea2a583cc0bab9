-- What would more labelled videos bring? One row per share of the training videos.
select
    training_share || ' ' || metric as row_key,
    training_user_count as video_count,
    metric,
    value,
    ci_low,
    ci_high,
    floor_value,
    doubling_gain,
    doubling_ci_low,
    doubling_ci_high,
    doubling_verdict

from predictions.learning_curve
where subject = 'claims'
order by metric asc, training_share asc;
