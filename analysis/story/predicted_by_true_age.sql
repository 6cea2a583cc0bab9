-- What is predicted for users of each age? One row per group of neighbouring true ages.
select
    age_group as row_key,
    min_age_years,
    max_age_years,
    mean_age_years,
    user_count,
    mean_predicted_years,
    predicted_p10_years,
    predicted_p90_years,
    mean_interval_low_years,
    mean_interval_high_years,
    interval_cover

from marts.rpt_predicted_by_true_age
order by row_key;
