with

features as (

    select * from {{ ref('ref_features') }}

),

final as (

    select
        feature as measure,
        section,
        title,
        unit,
        scale,
        display_order,
        divisor,
        minimum,
        maximum

    from features
    where section is not null

)

select * from final
