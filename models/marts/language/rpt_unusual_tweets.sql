with

listed_tweets as (

    select * from {{ ref('int_language_tweets__listed') }}
    where list_name = 'unusual'

),

explained_tweets as (

    select
        group_number,
        tweet_id,
        {{ shown_drivers('surprisal_drivers') }} as surprisal_drivers,
        {{ shown_drivers('cosine_drivers') }} as cosine_drivers

    from {{ ref('int_language_tweets__explained') }}

),

named_groups as (

    select * from {{ ref('int_language_groups__named') }}

),

language_groups as (

    select * from {{ ref('dim_language_groups') }}
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
        {{ shown_id('listed_tweets.tweet_id') }} as tweet_id,
        {{ shown_id('deviations.user_id') }} as user_id,

        -- strings
        {{ shown_text('own_texts.masked_text') }} as tweet_text,
        case
            when deviations.cosine_score > deviations.surprisal_score + 1
                then 'Other words than usual: '
            when deviations.surprisal_score > deviations.cosine_score + 1
                then 'An unusual sequence of words: '
            else 'Other words in an unusual sequence: '
        end
        || 'more surprising than ' || listed_tweets.percent_less_surprising
        || ' % and farther from the usual vocabulary than ' || listed_tweets.percent_nearer
        || ' % of the group''s tweets, length allowed for. Mostly by '
        || {{ say_drivers('explained_tweets.surprisal_drivers') }} || '.' as reason,

        -- numerics
        deviations.token_count,
        deviations.size_class,
        deviations.surprisal_score,
        deviations.surprisal_bits,
        deviations.cosine_score,
        deviations.cosine_distance,
        deviations.contrast_bits,

        -- lists
        explained_tweets.surprisal_drivers,
        explained_tweets.cosine_drivers

    from listed_tweets
    inner join named_groups on listed_tweets.group_number = named_groups.group_number
    inner join language_groups on named_groups.group_id = language_groups.group_id
    inner join explained_tweets
        on
            listed_tweets.group_number = explained_tweets.group_number
            and listed_tweets.tweet_id = explained_tweets.tweet_id
    inner join deviations
        on
            language_groups.group_id = deviations.group_id
            and listed_tweets.tweet_id = deviations.tweet_id
    inner join own_texts on listed_tweets.tweet_id = own_texts.tweet_id

)

select * from final
