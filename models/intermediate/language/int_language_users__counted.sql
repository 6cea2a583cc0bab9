with

tokens as (

    select * from {{ ref('int_language_tokens__in_context') }}

),

tweets_counted as (

    select
        user_id,
        tweet_id,
        count(*) as token_count

    from tokens
    where is_countable
    group by user_id, tweet_id

),

final as (

    select
        -- ids
        user_id,

        -- numerics: of tweets that count in a norm and hold a word, a hashtag or an emoji
        cast(count(*) as integer) as tweet_count,
        cast(sum(token_count) as integer) as token_count

    from tweets_counted
    group by user_id

)

select * from final
