-- What do predictions gain over the median age where the model abstains, and elsewhere? One
-- row each.
with

errors as (

    select * from predictions.errors_by_group
    where group_kind = 'abstain' and not is_suppressed

),

final as (

    select
        group_value as row_key,
        user_count,
        mean_age_years,
        gain_years,
        gain_ci_low,
        gain_ci_high

    from errors

)

select * from final
order by row_key;
