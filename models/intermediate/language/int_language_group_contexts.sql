with

group_pairs as (

    select * from {{ ref('int_language_group_pairs') }}

),

final as (

    select
        -- ids
        group_id,
        context_id,

        -- numerics, in users
        {{ exact_sum('pair_weight') }} as context_weight

    from group_pairs
    group by group_id, context_id

)

select * from final
