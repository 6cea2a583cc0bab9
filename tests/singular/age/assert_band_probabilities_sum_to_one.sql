with

probabilities as (

    select * from {{ ref('fct_age_band_probabilities') }}

),

final as (

    select
        'the probabilities of a user do not sum to 1' as failure_reason,
        user_id,
        sum(probability) as probability_sum

    from probabilities
    group by user_id
    having abs(sum(probability) - 1) > 1e-9

)

select * from final
