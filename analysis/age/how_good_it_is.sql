-- How good are the predictions? The error in years first, the best model on top; then every model
-- and metric beside its baseline (for band probabilities: proper scores of `stacked_bands` beside
-- those of the bands' shares, and the skill, the share of the baseline's score removed), and the
-- coverage of intervals.
-- Run: plumage ask analysis/age/how_good_it_is.sql
with

metrics as (

    select * from predictions.model_metrics
    where subject = 'age'

),

covers as (

    select * from predictions.interval_cover
    where subject = 'age'

),

figures as (

    select
        evaluation,
        population,
        model,
        metric,
        round(value, 3) as figure,
        round(ci_low, 3) as figure_low,
        round(ci_high, 3) as figure_high,
        floor_name,
        round(floor_value, 3) as floor_figure,
        n as user_count

    from metrics
    where population in ('all', 'with_profile')

),

intervals as (

    select
        'cv' as evaluation,
        group_kind || ': ' || group_value as population,
        'stacked_years' as model,
        'interval_cover' as metric,
        round(cover, 3) as figure,
        round(ci_low, 3) as figure_low,
        round(ci_high, 3) as figure_high,
        'promised' as floor_name,
        promised_cover as floor_figure,
        user_count

    from covers

),

final as (

    select * from figures
    union all
    select * from intervals

)

select * from final
order by
    evaluation = 'cv' desc, metric = 'mae' desc, population = 'with_profile' desc,
    metric = 'interval_cover' asc, evaluation asc, population asc, metric asc, figure asc;
