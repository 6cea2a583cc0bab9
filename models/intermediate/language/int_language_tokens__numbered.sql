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
    where membership != 'outsider' or is_scored

),

final as (

    select
        -- ids
        tweet_tokens.tweet_id,
        tweet_tokens.user_id,
        vocabulary.token_id,

        -- numerics
        tweet_tokens.token_position

    from tweet_tokens
    inner join users_needed on tweet_tokens.user_id = users_needed.user_id
    inner join vocabulary
        on
            case when tweet_tokens.token_kind = 'number' then '0' else tweet_tokens.token end
            = vocabulary.token

)

select * from final
