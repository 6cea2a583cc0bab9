with

worded_tweets as (

    select * from {{ ref('int_language_tweets__deduplicated') }}

),

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

compared_tweets as (

    select * from {{ ref('int_language_tweets__compared') }}

),

surprising_tweets as (

    select * from {{ ref('int_language_tweets__surprising') }}

),

final as (

    select
        -- ids
        grouped_users.group_id,
        worded_tweets.tweet_id,
        worded_tweets.user_id,
        worded_tweets.word_bag_id,

        -- strings
        worded_tweets.lang,

        -- numerics
        worded_tweets.token_count,
        compared_tweets.tweet_length,
        compared_tweets.cosine_distance,
        surprising_tweets.surprisal_bits,
        surprising_tweets.unigram_bits,

        -- booleans
        grouped_users.is_member,
        worded_tweets.token_count < {{ var('language_min_tokens') }} as is_few_tokens,
        not worded_tweets.is_default_language as is_other_language,
        worded_tweets.is_template,
        worded_tweets.is_repeat,
        worded_tweets.is_mostly_links,
        grouped_users.is_member
        and worded_tweets.is_default_language
        and not worded_tweets.is_repeat
        and worded_tweets.token_count > 0 as is_in_norm,
        not is_few_tokens and compared_tweets.cosine_distance is not null as has_score

    from worded_tweets
    inner join grouped_users on worded_tweets.user_id = grouped_users.user_id
    left outer join compared_tweets
        on
            grouped_users.group_id = compared_tweets.group_id
            and worded_tweets.tweet_id = compared_tweets.tweet_id
    left outer join surprising_tweets
        on
            grouped_users.group_id = surprising_tweets.group_id
            and worded_tweets.tweet_id = surprising_tweets.tweet_id
    where grouped_users.is_scored

)

select * from final
