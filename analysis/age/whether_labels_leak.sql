-- Do models look better on the users that they were selected by than on others? An inner error that
-- is better by more than chance means that labels leak.
-- Run: plumage ask analysis/age/whether_labels_leak.sql
with

errors as (

    select * from predictions.age_inner_outer_errors

),

final as (

    select
        second_stage,
        user_count,
        round(inner_mae_years, 2) as inner_error,
        round(outer_mae_years, 2) as outer_error,
        round(difference_years, 2) as difference,
        round(ci_low, 2) as difference_low,
        round(ci_high, 2) as difference_high,
        verdict

    from errors

)

select * from final
order by difference desc, second_stage asc;
