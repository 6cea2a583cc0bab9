with

tokens as (

    select * from {{ ref('int_language_tokens__numbered') }}

),

tweets as (

    select * from {{ ref('int_language_tweets__deduplicated') }}

),

-- Every use of a term: each scored token alone, and with the token before it.
terms_listed as (

    select
        tweet_id,
        user_id,
        unnest([cast(token_id as bigint), {{ pair_id('context_id', 'token_id') }}]) as term_id

    from tokens
    where {{ is_scored_token('token_id') }}

),

terms_counted as (

    select
        tweet_id,
        user_id,
        term_id,
        cast(count(*) as integer) as term_count

    from terms_listed
    group by tweet_id, user_id, term_id

),

final as (

    select
        -- ids
        terms_counted.tweet_id,
        terms_counted.user_id,
        terms_counted.term_id,

        -- numerics
        terms_counted.term_count,

        -- booleans
        tweets.is_default_language and not tweets.is_repeat as is_countable

    from terms_counted
    inner join tweets on terms_counted.tweet_id = tweets.tweet_id

)

select * from final
