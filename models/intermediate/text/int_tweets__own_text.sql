{{ config(
    materialized=kept_table(),
    pre_hook=before_begin("{{ forget_rows_without(tweets_with_version(ref('stg_twitter__tweets')), ['tweet_id', 'version_md5']) }}"),
    post_hook=after_commit("{{ remember_rows() }}"),
) }}
with

tweets as (

    select * from {{ tweets_with_version(ref('stg_twitter__tweets')) }}

),

tweets_not_kept as (

    select * from tweets
    {{ where_not_kept('tweets', ['tweet_id', 'version_md5']) }}

),

tweets_cleaned as (

    select
        tweet_id,
        user_id,
        version_md5,
        is_retweet,
        {{ clean_text('text') }} as clean_text

    from tweets_not_kept

),

-- A retweet by button has a flag; a manual one begins with "RT @handle".
retweets_recognised as (

    select
        tweet_id,
        user_id,
        version_md5,
        clean_text,
        coalesce(is_retweet, false) or coalesce({{ starts_as_retweet('clean_text') }}, false)
            as is_retweet

    from tweets_cleaned

),

others_words_dropped as (

    select
        *,
        {{ masked_own_text('clean_text', 'is_retweet') }} as masked_text

    from retweets_recognised

),

references_dropped as (

    select
        *,
        {{ drop_references('masked_text') }} as own_text

    from others_words_dropped

),

final as (

    select
        -- ids
        tweet_id,
        user_id,
        md5(own_text) as text_id,
        version_md5,

        -- strings
        own_text,
        masked_text,

        -- booleans
        is_retweet

    from references_dropped

)

select * from final
