with

group_terms as (

    select * from {{ ref('int_language_group_terms') }}

),

final as (

    select
        -- ids
        group_number,
        {{ term_context('term_id') }} as context_id,

        -- numerics, in users
        {{ exact_sum('use_weight') }} as context_weight

    from group_terms
    where {{ term_context('term_id') }} > 0
    group by group_number, context_id

)

select * from final
