-- How well is age predicted? Published models, out of fold, beside the baseline. One row per
-- metric.
with

metrics as (

    select * from marts.fct_model_metrics
    where evaluation = 'cv'

),

population as (

    select
        case
            when count(*) filter (where population = 'with_profile') > 0 then 'with_profile'
            else 'all'
        end as population

    from metrics

),

final as (

    select
        metrics.metric as row_key,
        metrics.value,
        metrics.ci_low,
        metrics.ci_high,
        metrics.floor_name,
        metrics.floor_value,
        metrics.n as user_count,
        metrics.population

    from metrics
    inner join population on metrics.population = population.population
    where
        metrics.model
        = case
            when metrics.metric similar to 'calibration.*|rps.*|log.*' then 'stacked_bands'
            else 'stacked_years'
        end

)

select * from final
order by row_key;
