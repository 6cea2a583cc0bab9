with

tweet_versions as (

    select * from {{ ref('stg_twitter__tweet_versions') }}

),

age_tweets as (

    select * from {{ ref('base_twitter__age_tweets') }}

),

age_profiles as (

    select * from {{ ref('base_twitter__age_profiles') }}

),

plausibility_rules as (

    select * from {{ ref('ref_plausibility_rules') }}

),

winners as (

    select * from tweet_versions
    where version_rank = 1

),

tweets_typed as (

    select
        winners.*,
        age_tweets.user_id,
        {{ tweet_columns('age_tweets.tweet') }}

    from winners
    inner join age_tweets
        on
            winners.file_path = age_tweets.file_path
            and winners.record_number = age_tweets.record_number
    union all by name
    select
        winners.*,
        age_profiles.user_id,
        {{ tweet_columns('age_profiles.account.status') }}

    from winners
    inner join age_profiles
        on
            winners.file_path = age_profiles.file_path
            and winners.record_number = age_profiles.record_number

),

tweets_checked as (

    select
        *,
        {{ broken_rules(tweet_count_rules(), time_checks=tweet_time_rules('tweeted_at')) }}
            as broken_rules

    from tweets_typed

),

final as (

    select
        -- ids
        tweet_id,
        user_id,
        in_reply_to_tweet_id,
        in_reply_to_user_id,
        retweeted_tweet_id,
        retweeted_user_id,

        -- strings
        text,
        lang,
        source_app,

        -- numerics
        {{ null_if_broken('retweet_count', ['retweet_count_negative']) }} as retweet_count,
        {{ null_if_broken('favorite_count', ['favorite_count_negative']) }} as favorite_count,

        -- booleans
        is_reply,
        is_retweet,
        is_quote,
        has_coordinates,
        has_place,
        is_possibly_sensitive,

        -- timestamps
        {{ null_if_broken('tweeted_at', ['tweet_before_twitter', 'tweet_in_future']) }}
            as tweeted_at,

        -- lists
        {{ impossible_values(dict(tweet_count_rules(), **tweet_time_rules('tweeted_at'))) }}
            as impossible_values,

        -- origin
        tweet_source,
        file_path,
        record_number

    from tweets_checked

)

select * from final
