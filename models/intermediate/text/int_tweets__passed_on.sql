{{ config(
    materialized=kept_table(),
    pre_hook=before_begin("{{ forget_rows_without(ref('int_tweets__own_text'), ['tweet_id', 'version_md5']) }}"),
    post_hook=after_commit("{{ remember_rows() }}"),
) }}
with

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

own_texts as (

    select * from {{ ref('int_tweets__own_text') }}
    where is_retweet

),

own_texts_not_kept as (

    select * from own_texts
    {{ where_not_kept('own_texts', ['tweet_id', 'version_md5']) }}

),

retweets_cleaned as (

    select
        tweets.tweet_id,
        tweets.user_id,
        own_texts_not_kept.version_md5,
        {{ clean_text('tweets.text') }} as clean_text

    from tweets
    inner join own_texts_not_kept on tweets.tweet_id = own_texts_not_kept.tweet_id

),

retweets_masked as (

    select
        *,
        {{ mask_references('clean_text') }} as masked_text

    from retweets_cleaned

),

-- All of them start with "RT @handle:", so it carries no information.
final as (

    select
        -- ids
        tweet_id,
        user_id,
        version_md5,

        -- strings
        nullif(
            regexp_replace(masked_text, '^[\s."“”]*(?i:rt)\s*:?\s*@user\s*:?\s*', ''), ''
        ) as passed_on_text

    from retweets_masked

)

select * from final
