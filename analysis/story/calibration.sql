-- Are band probabilities calibrated? One row per band and tenth of probability.
select
    age_band_id || '|' || bin_number as row_key,
    age_band_id,
    age_band,
    user_count,
    claimed_probability,
    observed_share,
    observed_low,
    observed_high

from marts.rpt_age_band_calibration
where not is_suppressed
order by age_band_id, bin_number;
