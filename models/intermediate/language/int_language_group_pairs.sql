with

user_pairs as (

    select * from {{ ref('int_language_user_pairs__shared') }}

),

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

-- Users weigh the same: what is added up are shares of a user's tokens, not tokens.
final as (

    select
        -- ids
        grouped_users.group_id,
        user_pairs.context_id,
        user_pairs.token_id,

        -- numerics, in users
        {{ exact_sum('user_pairs.pair_share') }} as pair_weight,
        count(*) as user_count,
        min(user_pairs.user_id) as first_user_id,
        max(user_pairs.user_id) as last_user_id

    from user_pairs
    inner join grouped_users on user_pairs.user_id = grouped_users.user_id
    where grouped_users.is_member and user_pairs.use_count > 0
    group by grouped_users.group_id, user_pairs.context_id, user_pairs.token_id

)

select * from final
