with

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

counted_users as (

    select * from {{ ref('int_language_users__counted') }}

),

groups_measured as (

    select * from {{ ref('int_language_groups__measured') }}

),

group_tokens as (

    select * from {{ ref('int_language_group_terms') }}
    where {{ term_context('term_id') }} = 0

),

own_types_counted as (

    select
        group_number,
        only_user_id as user_id,
        count(*) as type_count

    from group_tokens
    where only_user_id is not null
    group by group_number, only_user_id

),

users_placed as (

    select
        grouped_users.group_number,
        grouped_users.user_id,
        groups_measured.tweet_count as group_tweet_count,
        groups_measured.user_count as group_user_count,
        groups_measured.type_count - coalesce(own_types_counted.type_count, 0)
            as others_type_count,
        -- 1 for who is in the norm and has to leave it, 0 for who never was
        cast(grouped_users.is_member and counted_users.user_id is not null as integer) as in_norm,
        coalesce(counted_users.tweet_count, 0) as own_tweet_count,
        counted_users.token_count as own_token_count

    from grouped_users
    inner join groups_measured on grouped_users.group_number = groups_measured.group_number
    left outer join counted_users on grouped_users.user_id = counted_users.user_id
    left outer join own_types_counted
        on
            grouped_users.group_number = own_types_counted.group_number
            and grouped_users.user_id = own_types_counted.user_id
    where grouped_users.is_scored

),

final as (

    select
        -- ids
        group_number,
        user_id,

        -- numerics
        in_norm,
        group_user_count - in_norm as others_user_count,
        group_tweet_count - in_norm * own_tweet_count as others_tweet_count,
        others_type_count,
        own_tweet_count,
        own_token_count,
        -- by how much every idf moves when the user's tweets leave
        ln((1.0 + others_tweet_count) / (1.0 + group_tweet_count)) as idf_shift

    from users_placed

)

select * from final
