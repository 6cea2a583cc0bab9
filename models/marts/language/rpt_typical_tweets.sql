with

deviations as (

    select * from {{ ref('fct_tweet_deviations') }}

),

language_tweets as (

    select * from {{ ref('fct_language_tweets') }}

),

own_texts as (

    select * from {{ ref('int_tweets__own_text') }}

),

language_groups as (

    select * from {{ ref('dim_language_groups') }}

),

tweets_placed as (

    select
        deviations.*,
        own_texts.masked_text as tweet_text,
        language_tweets.word_bag_id,
        (
            rank() over (partition by deviations.group_id order by deviations.surprisal_score) - 1
        ) / count(*) over (partition by deviations.group_id) as surprisal_percentile,
        (
            rank() over (partition by deviations.group_id order by deviations.cosine_score) - 1
        ) / count(*) over (partition by deviations.group_id) as cosine_percentile

    from deviations
    inner join language_tweets on deviations.tweet_id = language_tweets.tweet_id
    inner join own_texts on deviations.tweet_id = own_texts.tweet_id
    inner join language_groups on deviations.group_id = language_groups.group_id
    where
        deviations.deviation_rank is not null
        and language_groups.user_count >= {{ var('min_group_users') }}

),

-- One row for the same words, however many users say them ...
words_once as (

    select *
    from tweets_placed
    qualify row_number() over (
        partition by group_id, word_bag_id order by deviation_score asc, tweet_id asc
    ) = 1

),

-- ... and few rows for one user, however much the user writes.
users_capped as (

    select *
    from words_once
    qualify row_number() over (
        partition by group_id, user_id order by deviation_score asc, tweet_id asc
    ) <= {{ var('language_report_user_rows') }}

),

final as (

    select
        -- ids
        group_id,
        cast(
            row_number() over (partition by group_id order by deviation_score asc, tweet_id asc)
            as integer
        ) as report_rank,
        tweet_id,
        user_id,

        -- strings
        {{ shown_text('tweet_text') }} as tweet_text,
        'The words and turns that the group uses most: less surprising than '
        || {{ say_percent('(1 - surprisal_percentile)') }}
        || ' and nearer to the usual vocabulary than '
        || {{ say_percent('(1 - cosine_percentile)') }}
        || ' of the group''s tweets, length allowed for.' as reason,

        -- numerics
        token_count,
        deviation_score,
        cosine_score,
        surprisal_score,
        cosine_distance,
        surprisal_bits

    from users_capped
    qualify report_rank <= {{ var('language_report_rows') }}

)

select * from final
