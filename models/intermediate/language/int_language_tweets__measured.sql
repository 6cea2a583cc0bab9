with

worded_tweets as (

    select * from {{ ref('int_language_tweets__deduplicated') }}

),

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

multiplied_tweets as (

    select * from {{ ref('int_language_tweets__multiplied') }}

),

left_out_users as (

    select * from {{ ref('int_language_users__left_out') }}

),

surprising_tweets as (

    select * from {{ ref('int_language_tweets__surprising') }}

),

final as (

    select
        -- ids
        grouped_users.group_number,
        worded_tweets.tweet_id,
        worded_tweets.user_id,
        worded_tweets.word_bag_id,

        -- strings
        worded_tweets.lang,

        -- numerics
        worded_tweets.token_count,
        sqrt(multiplied_tweets.length2) as tweet_length,
        -- NULL where nobody else has said anything
        1.0 - multiplied_tweets.product / nullif(tweet_length * left_out_users.norm_length, 0)
            as cosine_distance,
        surprising_tweets.bigram_bits / surprising_tweets.token_count as surprisal_bits,
        surprising_tweets.unigram_bits / surprising_tweets.token_count as unigram_bits,
        surprisal_bits - surprising_tweets.unigram_bits / surprising_tweets.token_count
            as order_bits,

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
        not is_few_tokens and cosine_distance is not null as has_score

    from worded_tweets
    inner join grouped_users on worded_tweets.user_id = grouped_users.user_id
    left outer join left_out_users
        on
            grouped_users.group_number = left_out_users.group_number
            and grouped_users.user_id = left_out_users.user_id
    left outer join multiplied_tweets
        on
            grouped_users.group_number = multiplied_tweets.group_number
            and worded_tweets.tweet_id = multiplied_tweets.tweet_id
    left outer join surprising_tweets
        on
            grouped_users.group_number = surprising_tweets.group_number
            and worded_tweets.tweet_id = surprising_tweets.tweet_id
    where grouped_users.is_scored

)

select * from final
