with

age_tweets as (

    select * from {{ ref('base_twitter__age_tweets') }}

),

age_profiles as (

    select * from {{ ref('base_twitter__age_profiles') }}

),

versions as (

    select
        tweet_id,
        'tweet' as tweet_source,
        file_path,
        record_number,
        record_hash,
        {{ count_from_text('tweet.user.statuses_count') }} as status_count,
        {{ count_from_text('tweet.retweet_count') }} as retweet_count

    from age_tweets
    where rejection_reason is null
    union all
    select
        tweet_id,
        'profile_status' as tweet_source,
        file_path,
        record_number,
        record_hash,
        {{ count_from_text('account.statuses_count') }} as status_count,
        {{ count_from_text('account.status.retweet_count') }} as retweet_count

    from age_profiles
    where has_tweet and tweet_rejection_reason is null

),

final as (

    select
        tweet_id,
        tweet_source,
        file_path,
        record_number,
        -- The content of a record decides which version wins, never its time of arrival.
        row_number() over (
            partition by tweet_id
            order by
                tweet_source desc,
                status_count desc nulls last,
                retweet_count desc nulls last,
                file_path desc,
                record_hash desc,
                record_number asc
        ) as version_rank

    from versions

)

select * from final
