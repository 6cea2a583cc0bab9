with

tokens as (

    select * from {{ ref('int_language_tokens__in_context') }}

),

-- A pair's id is made of both its tokens': 32 bits each.
terms_listed as (

    select
        tweet_id,
        user_id,
        is_countable,
        cast(token_id as bigint) as term_id

    from tokens

    union all

    select
        tweet_id,
        user_id,
        is_countable,
        (cast(context_id as bigint) << 32) + token_id as term_id

    from tokens
    where is_pair

),

final as (

    select
        -- ids
        tweet_id,
        user_id,
        term_id,

        -- numerics
        cast(count(*) as integer) as term_count,

        -- booleans
        bool_and(is_countable) as is_countable

    from terms_listed
    group by tweet_id, user_id, term_id

)

select * from final
