with

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

tweets as (

    select * from {{ ref('int_language_tweets__deduplicated') }}
    where is_default_language and not is_repeat and token_count > 0

),

tweets_counted as (

    select
        user_id,
        cast(count(*) as integer) as tweet_count,
        cast(sum(token_count) as integer) as token_count

    from tweets
    group by user_id

),

users_placed as (

    select
        grouped_users.group_number,
        grouped_users.user_id,
        grouped_users.is_member,
        grouped_users.is_other_group,
        coalesce(tweets_counted.tweet_count, 0) as tweet_count,
        coalesce(tweets_counted.token_count, 0) as token_count,
        -- 1 for users counted on a side, who are left out when compared with it, else 0
        cast(grouped_users.is_member and tweets_counted.user_id is not null as integer) as in_norm,
        cast(
            grouped_users.is_other_group and tweets_counted.user_id is not null as integer
        ) as in_others

    from grouped_users
    left outer join tweets_counted on grouped_users.user_id = tweets_counted.user_id

),

final as (

    select
        -- ids
        group_number,
        user_id,

        -- booleans
        is_member,
        is_other_group,

        -- numerics: of the user
        tweet_count,
        token_count,
        in_norm,
        in_others,

        -- numerics: of the group
        cast(sum(in_norm) over (partition by group_number) as bigint) as group_user_count,
        cast(sum(in_norm * tweet_count) over (partition by group_number) as bigint)
            as group_tweet_count,
        cast(sum(in_norm * token_count) over (partition by group_number) as bigint)
            as group_token_count,
        cast(sum(in_others) over (partition by group_number) as bigint) as other_user_count

    from users_placed

)

select * from final
