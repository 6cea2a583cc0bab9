with

user_pairs as (

    select * from {{ ref('int_language_user_pairs') }}

),

counted_users as (

    select * from {{ ref('int_language_users__counted') }}

),

-- Windows over a user's own pairs: what share of all the user's tokens the pair, its token and its
-- context are.
final as (

    select
        -- ids
        user_pairs.user_id,
        user_pairs.context_id,
        user_pairs.token_id,

        -- numerics
        user_pairs.use_count,
        -- in whole multiples of 1e-15, so that taking off the only user of a pair leaves 0
        coalesce(round(user_pairs.use_count / counted_users.token_count * 1e15) / 1e15, 0)
            as pair_share,
        coalesce(
            sum(user_pairs.use_count) over (
                partition by user_pairs.user_id, user_pairs.token_id
            ) / counted_users.token_count,
            0
        ) as token_share,
        coalesce(
            sum(user_pairs.use_count) over (
                partition by user_pairs.user_id, user_pairs.context_id
            ) / counted_users.token_count,
            0
        ) as context_share

    from user_pairs
    left outer join counted_users on user_pairs.user_id = counted_users.user_id

)

select * from final
