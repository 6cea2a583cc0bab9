with

tokens as (

    select * from {{ ref('int_language_tokens__numbered') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

tweets as (

    select * from {{ ref('int_tweets__enriched') }}

),

tweets_summed as (

    select
        tokens.tweet_id,
        tokens.user_id,
        count(*) filter (where vocabulary.token_kind != 'placeholder') as token_count,
        count(*) filter (where vocabulary.token_kind = 'word') as word_count,
        count(*) filter (where vocabulary.token = 'http') as link_count,
        max(tokens.token_position) as last_position,
        sum(
            case when vocabulary.token_kind = 'word' then cast(vocabulary.token_hash as hugeint) end
        ) as word_sum,
        sum(cast(vocabulary.token_hash as hugeint)) as token_sum

    from tokens
    inner join vocabulary on tokens.token_id = vocabulary.token_id
    group by tokens.tweet_id, tokens.user_id

),

final as (

    select
        -- ids
        tweets_summed.tweet_id,
        tweets_summed.user_id,
        -- Tweets with the same words count as the same, whatever their order, case,
        -- emoji, numbers and links. A sum of hashes needs no list of words.
        cast(coalesce(tweets_summed.word_sum, tweets_summed.token_sum) as varchar) as word_bag_id,

        -- strings
        tweets.lang,
        tweets.source_app,

        -- numerics
        cast(tweets_summed.token_count as integer) as token_count,
        cast(tweets_summed.word_count as integer) as word_count,
        cast(tweets_summed.link_count as integer) as link_count,
        tweets_summed.last_position,

        -- booleans
        coalesce(tweets.lang = '{{ var("default_language") }}', false) as is_default_language

    from tweets_summed
    inner join tweets on tweets_summed.tweet_id = tweets.tweet_id

)

select * from final
