with

tweets as (

    select * from {{ ref('int_tweets__enriched') }}

),

warehouse as (

    select * from {{ ref('int_warehouse__as_of') }}

),

tweets_prepared as (

    select
        tweets.*,
        warehouse.as_of,
        {{ known_language('tweets.lang') }} as known_lang

    from tweets
    cross join warehouse

),

languages_counted as (

    select
        user_id,
        known_lang,
        count(*) as tweet_count

    from tweets_prepared
    where known_lang is not null
    group by user_id, known_lang

),

languages_compared as (

    select
        user_id,
        {{ same_kind_share('tweet_count') }} as same_language_share

    from languages_counted
    group by user_id

),

tweets_aggregated as (

    select
        -- ids
        user_id,

        -- numerics: how much was sampled
        count(*) as sampled_tweet_count,
        -- The span of one dated tweet is no span.
        case
            when count(tweeted_at) > 1
                then {{ log_count(
                    "date_diff('second', min(tweeted_at), max(tweeted_at)) / 86400.0"
                ) }}
        end as log_sample_span_days,

        -- numerics: kinds of tweets
        {{ share('is_retweet') }} as retweet_share,
        {{ share('is_reply') }} as reply_share,
        {{ share('is_quote') }} as quote_share,
        {{ share('url_count > 0') }} as link_share,
        {{ share('media_count > 0') }} as media_share,
        {{ share('has_coordinates or has_place') }} as geotagged_share,

        -- numerics: local time, where the profile tells the offset
        {{ share('local_hour is not null') }} as known_hour_share,
        {{ share('local_hour between 0 and 5') }} as night_share,
        {{ share('local_hour between 6 and 11') }} as morning_share,
        {{ share('local_hour between 12 and 17') }} as afternoon_share,
        {{ share('local_hour between 18 and 23') }} as evening_share,
        {{ share('local_weekday in (6, 7)') }} as weekend_share,

        -- numerics: languages written or passed on
        {{ share("known_lang = '" ~ var('default_language') ~ "'") }} as default_language_share,

        -- numerics: reactions; those to a retweet are its author's
        {{ mean('case when not is_retweet then ln(1 + favorite_count) end') }}
            as mean_log_favorite_count,
        {{ mean('case when not is_retweet then ln(1 + retweet_count) end') }}
            as mean_log_retweet_count,
        {{ mean('case when is_retweet then ln(1 + retweet_count) end') }}
            as mean_log_passed_on_retweet_count,

        -- numerics: when it ended
        {{ age_in_days('max(tweeted_at)', 'max(as_of)') }} as days_since_last_tweet

    from tweets_prepared
    group by user_id

),

final as (

    select
        tweets_aggregated.*,
        languages_compared.same_language_share

    from tweets_aggregated
    left outer join languages_compared on tweets_aggregated.user_id = languages_compared.user_id

)

select * from final
