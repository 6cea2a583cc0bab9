with

own_texts as (

    select * from {{ ref('int_tweets__own_text') }}

),

tweets_tokenised as (

    select
        tweet_id,
        user_id,
        {{ tokenise('masked_text') }} as tokens

    from own_texts
    where masked_text is not null

),

tokens_unnested as (

    select
        tweet_id,
        user_id,
        unnest(tokens) as token,
        generate_subscripts(tokens, 1) as token_position

    from tweets_tokenised

),

tokens_named as (

    select
        *,
        {{ token_kind('token') }} as token_kind

    from tokens_unnested

),

final as (

    select
        -- ids
        tweet_id,
        user_id,

        -- numerics
        cast(token_position as integer) as token_position,

        -- strings
        {{ canonical_token('token', 'token_kind') }} as token,
        token_kind

    from tokens_named

)

select * from final
