-- Do intervals hold the true age as often as promised? One row.
select
    group_value as row_key,
    promised_cover,
    cover,
    ci_low,
    ci_high,
    mean_width_years,
    median_width_years,
    abstain_share,
    user_count,
    verdict

from predictions.age_interval_cover
where group_kind = 'all';
