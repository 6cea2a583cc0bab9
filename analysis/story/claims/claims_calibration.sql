-- Do probabilities mean what they say? One row per model and tenth of its probabilities.
select
    model || ' ' || bin_position as row_key,
    model,
    video_count,
    mean_probability,
    claim_share,
    ci_low,
    ci_high

from predictions.claims_calibration
order by model asc, bin_position asc;
