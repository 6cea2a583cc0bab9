-- Do sentiment and emoji help to predict age? Each block in both models, on top of all others and
-- alone (paired, out of fold); then whether the ordinal regression needs it
-- (likelihood ratio), and the cost of permuting it among users.
-- Run: plumage ask analysis/age/are_sentiment_and_emoji_useful.sql
with

ablations as (

    select * from predictions.block_ablation
    where subject = 'age' and block in ('sentiment', 'emoji')

),

likelihood_ratios as (

    select * from predictions.model_tests
    where subject = 'age' and test = 'likelihood_ratio' and tested in ('sentiment', 'emoji')

),

importances as (

    select * from predictions.feature_importance
    where subject = 'age' and level = 'block' and name in ('sentiment', 'emoji')

),

final as (

    select
        block,
        model || ', ' || replace(comparison, '_', ' ') as asked_how,
        metric as measured_by,
        round(gain, 3) as gain,
        round(ci_low, 3) as gain_low,
        round(ci_high, 3) as gain_high,
        verdict

    from ablations

    union all

    select
        tested as block,
        'ordinal_bands, with against without' as asked_how,
        'chi-squared of ' || degrees_of_freedom as measured_by,
        round(statistic, 3) as gain,
        cast(null as double) as gain_low,
        cast(null as double) as gain_high,
        verdict || coalesce(' (p = ' || round(p_value, 4) || ')', '') as verdict

    from likelihood_ratios

    union all

    select
        name as block,
        'stacked_years, other users'' values' as asked_how,
        metric as measured_by,
        round(importance, 3) as gain,
        round(ci_low, 3) as gain_low,
        round(ci_high, 3) as gain_high,
        verdict

    from importances

)

select * from final
order by block asc, asked_how asc, measured_by asc;
