with

tokens as (

    select * from {{ ref('int_language_tokens__in_context') }}

),

final as (

    select
        -- ids
        user_id,
        context_id,
        token_id,

        -- numerics: uses in tweets that count in a norm; 0 where there is none
        cast(count(*) filter (where is_countable) as integer) as use_count

    from tokens
    group by user_id, context_id, token_id

)

select * from final
