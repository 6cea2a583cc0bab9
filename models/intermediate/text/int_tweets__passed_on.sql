with

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

own_texts as (

    select * from {{ ref('int_tweets__own_text') }}

),

retweets_cleaned as (

    select
        tweets.tweet_id,
        tweets.user_id,
        {{ clean_text('tweets.text') }} as clean_text

    from tweets
    inner join own_texts on tweets.tweet_id = own_texts.tweet_id
    where own_texts.is_retweet

),

retweets_masked as (

    select
        *,
        {{ mask_references('clean_text') }} as masked_text

    from retweets_cleaned

),

-- "RT @handle:" stands before all of them, so it tells nothing.
final as (

    select
        -- ids
        tweet_id,
        user_id,

        -- strings
        nullif(
            regexp_replace(masked_text, '^[\s."“”]*(?i:rt)\s*:?\s*@user\s*:?\s*', ''), ''
        ) as passed_on_text

    from retweets_masked

)

select * from final
