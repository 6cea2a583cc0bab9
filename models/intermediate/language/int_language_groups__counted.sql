with

counted_users as (

    select * from {{ ref('int_language_users__counted') }}

),

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

final as (

    select
        -- ids
        grouped_users.group_number,

        -- numerics
        count(*) as user_count,
        cast(sum(counted_users.tweet_count) as bigint) as tweet_count,
        cast(sum(counted_users.token_count) as bigint) as token_count

    from grouped_users
    inner join counted_users on grouped_users.user_id = counted_users.user_id
    where grouped_users.is_member
    group by grouped_users.group_number

)

select * from final
