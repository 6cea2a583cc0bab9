-- Do probabilities add up? One row per band and per lower age limit.
select
    target as row_key,
    target,
    target_kind,
    user_count,
    claimed_count,
    found_count,
    standard_errors_off,
    calibration_slope,
    calibration_slope_ci_low as slope_low,
    calibration_slope_ci_high as slope_high,
    verdict

from predictions.age_threshold_calibration
where not is_suppressed
order by target_kind, target;
