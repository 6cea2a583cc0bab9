with

tweets as (

    select * from {{ ref('int_tweets__enriched') }}

),

text_emoji as (

    select * from {{ ref('int_text_emoji') }}

),

own_tweets as (

    select * from tweets
    where is_own

),

final as (

    select
        -- ids
        own_tweets.user_id,
        text_emoji.emoji,

        -- strings
        text_emoji.emoji_group,

        -- numerics
        cast(sum(text_emoji.emoji_count) as bigint) as emoji_count

    from own_tweets
    inner join text_emoji on own_tweets.text_id = text_emoji.text_id
    group by own_tweets.user_id, text_emoji.emoji, text_emoji.emoji_group

)

select * from final
