with

user_terms as (

    select * from {{ ref('int_language_user_terms') }}

),

grouped_users as (

    select
        *,
        {{ noise_half_columns('user_id') }}

    from {{ ref('int_language_users__grouped') }}
    where membership != 'outsider'

),

final as (

    select
        -- ids
        grouped_users.group_id,
        user_terms.term_id,

        -- numerics
        cast(coalesce(
            sum(user_terms.tweet_count) filter (where grouped_users.is_member), 0
        ) as bigint) as tweet_count,
        cast(coalesce(
            sum(user_terms.use_count) filter (where grouped_users.is_member), 0
        ) as bigint) as use_count,
        count(*) filter (where grouped_users.is_member) as user_count,
        count(*) filter (where grouped_users.is_other_group) as other_user_count,
        {{ noise_half_counts('grouped_users.is_member') }}

    from user_terms
    inner join grouped_users on user_terms.user_id = grouped_users.user_id
    where user_terms.tweet_count > 0
    group by grouped_users.group_id, user_terms.term_id

)

select * from final
