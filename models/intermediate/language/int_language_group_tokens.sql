with

group_pairs as (

    select * from {{ ref('int_language_group_pairs') }}

),

final as (

    select
        -- ids
        group_id,
        token_id,
        case when min(first_user_id) = max(last_user_id) then min(first_user_id) end
            as only_user_id,

        -- numerics, in users
        {{ exact_sum('pair_weight') }} as token_weight

    from group_pairs
    group by group_id, token_id

)

select * from final
