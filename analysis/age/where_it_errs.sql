-- For whom does the model err, and in which direction? Error and bias by group of cross-validated
-- users; a bias below 0 means predicted too young. The gain is over predicting the median.
-- Run: plumage ask analysis/age/where_it_errs.sql
with

errors as (

    select * from predictions.errors_by_group
    where subject = 'age'

),

final as (

    select
        group_kind,
        group_value,
        user_count,
        round(mean_age_years, 1) as mean_age_years,
        round(mae, 2) as mae_years,
        round(mae_ci_low, 2) as mae_low,
        round(mae_ci_high, 2) as mae_high,
        round(floor_mae, 2) as constant_mae_years,
        round(gain_years, 2) as gain_years,
        round(gain_ci_low, 2) as gain_low,
        round(gain_ci_high, 2) as gain_high,
        round(bias_years, 2) as bias_years,
        round(bias_ci_low, 2) as bias_low,
        round(bias_ci_high, 2) as bias_high,
        bias_verdict

    from errors

)

select * from final
order by group_kind asc, user_count desc, group_value asc;
