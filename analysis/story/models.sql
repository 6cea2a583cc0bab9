-- How good are other models? One row per model.
with

metrics as (

    select * from marts.fct_model_metrics
    where evaluation = 'cv' and metric = 'mae'

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
        metrics.model as row_key,
        metrics.value as error_years,
        metrics.ci_low,
        metrics.ci_high,
        metrics.model in ('constant_median', 'constant_mean', 'majority_band') as is_floor,
        metrics.model = 'stacked_years' as is_published

    from metrics
    inner join population on metrics.population = population.population

)

select * from final
order by error_years, row_key;
