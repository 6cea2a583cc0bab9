with

tweet_tokens as (

    select * from {{ ref('int_tweet_tokens') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

users_needed as (

    select distinct user_id
    from grouped_users

),

tokens_numbered as (

    select
        tweet_tokens.tweet_id,
        tweet_tokens.user_id,
        vocabulary.token_id,
        tweet_tokens.token_position

    from tweet_tokens
    inner join users_needed on tweet_tokens.user_id = users_needed.user_id
    inner join vocabulary
        on
            case when tweet_tokens.token_kind = 'number' then '0' else tweet_tokens.token end
            = vocabulary.token

),

final as (

    select
        -- ids
        tweet_id,
        user_id,
        token_id,
        lag(token_id, 1, {{ start_token_id() }}) over (
            partition by tweet_id order by token_position
        ) as context_id,

        -- numerics
        token_position

    from tokens_numbered

)

select * from final
