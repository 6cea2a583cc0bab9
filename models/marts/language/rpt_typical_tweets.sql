with

listed_tweets as (

    select * from {{ ref('int_language_tweets__listed') }}
    where list_name = 'typical'

),

language_groups as (

    select * from {{ ref('int_language_groups__described') }}
    where user_count >= {{ var('min_group_users') }}

),

deviations as (

    select * from {{ ref('fct_tweet_deviations') }}

),

own_texts as (

    select * from {{ ref('int_tweets__own_text') }}

),

final as (

    select
        -- ids
        language_groups.group_id,
        listed_tweets.report_rank,
        listed_tweets.tweet_id,
        deviations.user_id,

        -- strings
        {{ shown_text('own_texts.masked_text') }} as tweet_text,
        'The words and turns that the group uses most: less surprising than '
        || listed_tweets.percent_more_surprising
        || ' % and nearer to the usual vocabulary than '
        || listed_tweets.percent_farther
        || ' % of the group''s tweets, length allowed for.' as reason,

        -- numerics
        deviations.token_count,
        deviations.deviation_score,
        deviations.cosine_score,
        deviations.surprisal_score,
        deviations.cosine_distance,
        deviations.surprisal_bits

    from listed_tweets
    inner join language_groups on listed_tweets.group_number = language_groups.group_number
    inner join deviations
        on
            language_groups.group_id = deviations.group_id
            and listed_tweets.tweet_id = deviations.tweet_id
    inner join own_texts on listed_tweets.tweet_id = own_texts.tweet_id

)

select * from final
