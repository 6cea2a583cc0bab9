with

probabilities as (

    select * from {{ source('predictions', 'age_band_probabilities') }}

),

runs as (

    select * from {{ ref('fct_model_runs') }}
    where subject = 'age'

),

final as (

    select
        probabilities.user_id,
        probabilities.run_id,
        probabilities.age_band_id,
        probabilities.age_band,
        probabilities.probability,
        probabilities.is_in_set,
        runs.is_stale

    from probabilities
    left outer join runs
        on probabilities.run_id = runs.run_id

)

select * from final
