-- What would more known ages bring? The error by the number of training users, and the gain of
-- each doubling on the same users: the last doubling is the best estimate of the next one, which
-- seldom gains more. Needs `predict.py --validate full`.
-- Run: plumage ask analysis/age/what_more_data_would_give.sql
with

learning_curve as (

    select * from predictions.learning_curve
    where subject = 'age'

),

final as (

    select
        metric,
        round(training_user_count) as users_learned_from,
        round(value, 3) as figure,
        round(ci_low, 3) as figure_low,
        round(ci_high, 3) as figure_high,
        round(floor_value, 3) as floor_figure,
        round(doubling_gain, 3) as gain_of_doubling,
        round(doubling_ci_low, 3) as gain_low,
        round(doubling_ci_high, 3) as gain_high,
        doubling_verdict as verdict

    from learning_curve

)

select * from final
order by metric asc, users_learned_from asc;
