-- Are probabilities calibrated? For each band and each lower age limit: predicted and observed
-- number of users, and whether the probabilities are overconfident.
-- Run: plumage ask analysis/age/whether_probabilities_add_up.sql
with

targets as (

    select * from predictions.age_threshold_calibration

),

final as (

    select
        target,
        user_count,
        round(claimed_count, 1) as claimed,
        found_count as found,
        round(standard_errors_off, 1) as standard_errors_off,
        round(claimed_per_found, 2) as claimed_per_found,
        round(claimed_per_found_ci_low, 2) as claimed_per_found_low,
        round(claimed_per_found_ci_high, 2) as claimed_per_found_high,
        round(calibration_slope, 2) as slope,
        round(calibration_slope_ci_low, 2) as slope_low,
        round(calibration_slope_ci_high, 2) as slope_high,
        verdict

    from targets

)

select * from final
order by target;
