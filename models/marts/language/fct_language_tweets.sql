with

worded_tweets as (

    select * from {{ ref('int_language_tweets__deduplicated') }}

),

final as (

    select
        -- ids
        tweet_id,
        user_id,
        word_bag_id,

        -- strings
        lang,

        -- numerics
        token_count,

        -- booleans
        is_default_language,
        is_template,
        is_repeat,
        is_mostly_links,
        is_default_language and not is_repeat and token_count > 0 as is_countable

    from worded_tweets

)

select * from final
