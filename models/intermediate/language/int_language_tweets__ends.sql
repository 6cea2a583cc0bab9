with

tweets as (

    select * from {{ ref('int_language_tweets__worded') }}

),

tokens as (

    select * from {{ ref('int_language_tokens__numbered') }}

),

linked_tokens as (

    select
        tweets.tweet_id,
        tweets.user_id,
        tweets.source_app,
        tokens.token_id,
        tokens.token_position,
        tweets.last_position - tokens.token_position as places_left

    from tweets
    inner join tokens on tweets.tweet_id = tokens.tweet_id
    where tweets.link_count > 0 and tweets.source_app is not null

),

final as (

    select
        -- ids
        tweet_id,
        user_id,

        -- strings
        source_app,
        concat_ws(
            ' ',
            max(token_id) filter (where token_position = 1),
            max(token_id) filter (where token_position = 2),
            max(token_id) filter (where token_position = 3)
        ) as opening,
        concat_ws(
            ' ',
            max(token_id) filter (where places_left = 1),
            max(token_id) filter (where places_left = 0)
        ) as closing

    from linked_tokens
    where token_position <= 3 or places_left <= 1
    group by tweet_id, user_id, source_app

)

select * from final
