with

coefficients as (

    select * from {{ source('predictions', 'age_model_coefficients') }}

),

runs as (

    select * from {{ ref('fct_model_runs') }}
    where subject = 'age'

),

final as (

    select
        coefficients.term,
        coefficients.run_id,
        coefficients.term_position,
        coefficients.left_out_because,
        coefficients.coefficient,
        coefficients.standard_error,
        coefficients.odds_ratio,
        coefficients.ci_low,
        coefficients.ci_high,
        runs.is_stale

    from coefficients
    left outer join runs
        on coefficients.run_id = runs.run_id

)

select * from final
