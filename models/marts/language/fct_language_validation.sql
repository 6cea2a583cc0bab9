with

validation as (

    select * from {{ source('predictions', 'language_validation') }}

),

warehouse as (

    select * from {{ ref('dim_warehouse') }}

),

final as (

    select
        validation.group_id,
        validation.metric,
        validation.kind,
        validation.length_class,
        validation.family,
        validation.value,
        validation.ci_low,
        validation.ci_high,
        validation.n_planted,
        validation.n_own,
        validation.is_preferred,
        -- NULL on both sides agrees: a warehouse without files.
        (validation.data_fingerprint is distinct from warehouse.data_fingerprint) as is_stale

    from validation
    cross join warehouse

)

select * from final
