with

user_terms as (

    select * from {{ ref('int_language_user_terms__countable') }}

),

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

counted_users as (

    select * from {{ ref('int_language_users__counted') }}

),

groups_counted as (

    select * from {{ ref('int_language_groups__counted') }}

),

users_placed as (

    select
        grouped_users.group_number,
        grouped_users.user_id,
        grouped_users.is_member,
        cast(grouped_users.is_member as integer) as in_norm,
        counted_users.token_count

    from grouped_users
    inner join counted_users on grouped_users.user_id = counted_users.user_id
    where grouped_users.membership != 'outsider'

),

-- Users weigh the same: the language model adds up shares of a user's tokens, not tokens.
terms_counted as (

    select
        users_placed.group_number,
        user_terms.term_id,
        cast(sum(user_terms.tweet_count * users_placed.in_norm) as bigint) as tweet_count,
        cast(sum(user_terms.use_count * users_placed.in_norm) as bigint) as use_count,
        cast(sum(users_placed.in_norm) as bigint) as user_count,
        cast(sum(1 - users_placed.in_norm) as bigint) as other_user_count,
        {{ exact_sum(
            'user_terms.use_count / users_placed.token_count * users_placed.in_norm'
        ) }} as use_weight,
        min(case when users_placed.is_member then users_placed.user_id end) as first_user_id

    from user_terms
    inner join users_placed on user_terms.user_id = users_placed.user_id
    group by users_placed.group_number, user_terms.term_id

),

final as (

    select
        -- ids
        terms_counted.group_number,
        terms_counted.term_id,
        case when terms_counted.user_count = 1 then terms_counted.first_user_id end
            as only_user_id,

        -- numerics
        terms_counted.tweet_count,
        terms_counted.use_count,
        terms_counted.user_count,
        terms_counted.other_user_count,
        terms_counted.use_weight,
        {{ smooth_idf('groups_counted.tweet_count', 'terms_counted.tweet_count') }} as idf

    from terms_counted
    inner join groups_counted on terms_counted.group_number = groups_counted.group_number

)

select * from final
