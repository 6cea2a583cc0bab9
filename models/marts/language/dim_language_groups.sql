with

named_groups as (

    select * from {{ ref('int_language_groups__named') }}

),

counted_users as (

    select * from {{ ref('int_language_users__counted') }}

),

tweets as (

    select * from {{ ref('int_language_tweets__deduplicated') }}

),

groups_counted as (

    select
        group_number,
        max(group_user_count) as user_count,
        max(group_tweet_count) as tweet_count,
        max(group_token_count) as token_count,
        max(other_user_count) as other_user_count

    from counted_users
    group by group_number

),

left_aside_counted as (

    select
        counted_users.group_number,
        count(*) filter (where not tweets.is_default_language) as other_language_tweet_count,
        count(*) filter (where tweets.is_default_language and tweets.is_repeat)
            as repeated_tweet_count

    from tweets
    inner join counted_users on tweets.user_id = counted_users.user_id
    where counted_users.is_member
    group by counted_users.group_number

),

final as (

    select
        -- ids
        named_groups.group_id,

        -- strings
        named_groups.group_name,

        -- numerics
        named_groups.min_age_years,
        named_groups.max_age_years,
        coalesce(groups_counted.user_count, 0) as user_count,
        coalesce(groups_counted.tweet_count, 0) as tweet_count,
        coalesce(groups_counted.token_count, 0) as token_count,
        coalesce(groups_counted.other_user_count, 0) as other_user_count,
        coalesce(left_aside_counted.other_language_tweet_count, 0) as other_language_tweet_count,
        coalesce(left_aside_counted.repeated_tweet_count, 0) as repeated_tweet_count,
        cast({{ var('language_false_discovery_rate') }} as double) as false_discovery_rate

    from named_groups
    left outer join groups_counted on named_groups.group_number = groups_counted.group_number
    left outer join left_aside_counted
        on named_groups.group_number = left_aside_counted.group_number

)

select * from final
