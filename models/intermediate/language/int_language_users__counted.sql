with

tweets as (

    select * from {{ ref('int_language_tweets__deduplicated') }}

),

final as (

    select
        -- ids
        user_id,

        -- numerics: of tweets that count in a norm and hold a word, a hashtag or an emoji
        cast(count(*) as integer) as tweet_count,
        cast(sum(token_count) as integer) as token_count

    from tweets
    where is_default_language and not is_repeat and token_count > 0
    group by user_id

)

select * from final
