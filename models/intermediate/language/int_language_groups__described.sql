with

named_groups as (

    select * from {{ ref('int_language_groups__named') }}

),

groups_counted as (

    select * from {{ ref('int_language_groups__counted') }}

),

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

counted_users as (

    select * from {{ ref('int_language_users__counted') }}

),

worded_tweets as (

    select * from {{ ref('int_language_tweets__deduplicated') }}

),

others_counted as (

    select
        grouped_users.group_number,
        count(*) as other_user_count

    from grouped_users
    inner join counted_users on grouped_users.user_id = counted_users.user_id
    where grouped_users.is_other_group
    group by grouped_users.group_number

),

left_aside_counted as (

    select
        grouped_users.group_number,
        count(*) filter (where not worded_tweets.is_default_language)
            as other_language_tweet_count,
        count(*) filter (where worded_tweets.is_default_language and worded_tweets.is_repeat)
            as repeated_tweet_count

    from worded_tweets
    inner join grouped_users on worded_tweets.user_id = grouped_users.user_id
    where grouped_users.is_member
    group by grouped_users.group_number

),

final as (

    select
        -- ids
        named_groups.group_id,
        named_groups.group_number,

        -- strings
        named_groups.group_name,

        -- numerics
        named_groups.min_age_years,
        named_groups.max_age_years,
        coalesce(groups_counted.user_count, 0) as user_count,
        coalesce(groups_counted.tweet_count, 0) as tweet_count,
        coalesce(groups_counted.token_count, 0) as token_count,
        coalesce(others_counted.other_user_count, 0) as other_user_count,
        coalesce(left_aside_counted.other_language_tweet_count, 0) as other_language_tweet_count,
        coalesce(left_aside_counted.repeated_tweet_count, 0) as repeated_tweet_count

    from named_groups
    left outer join groups_counted on named_groups.group_number = groups_counted.group_number
    left outer join others_counted on named_groups.group_number = others_counted.group_number
    left outer join left_aside_counted
        on named_groups.group_number = left_aside_counted.group_number

)

select * from final
