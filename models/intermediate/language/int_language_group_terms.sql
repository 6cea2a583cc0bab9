with

user_terms as (

    select * from {{ ref('int_language_user_terms') }}

),

counted_users as (

    select * from {{ ref('int_language_users__counted') }}
    where in_norm + in_others > 0

),

-- Users have equal weight: the language model adds up shares of a user's tokens, not tokens.
terms_counted as (

    select
        counted_users.group_number,
        user_terms.term_id,
        any_value(counted_users.group_tweet_count) as group_tweet_count,
        cast(sum(user_terms.tweet_count * counted_users.in_norm) as bigint) as tweet_count,
        cast(sum(user_terms.use_count * counted_users.in_norm) as bigint) as use_count,
        cast(sum(counted_users.in_norm) as bigint) as user_count,
        cast(sum(counted_users.in_others) as bigint) as other_user_count,
        cast(sum(
            {{ use_units('user_terms.use_count', 'counted_users.token_count') }}
            * counted_users.in_norm
        ) as bigint) as use_units,
        cast(sum(
            {{ use_units('user_terms.use_count', 'counted_users.token_count') }}
            * counted_users.in_others
        ) as bigint) as other_use_units,
        min(case when counted_users.is_member then counted_users.user_id end) as first_user_id

    from user_terms
    inner join counted_users on user_terms.user_id = counted_users.user_id
    group by counted_users.group_number, user_terms.term_id

),

final as (

    select
        -- ids
        group_number,
        term_id,
        case when user_count = 1 then first_user_id end as only_user_id,

        -- numerics
        tweet_count,
        use_count,
        user_count,
        other_user_count,
        use_units,
        other_use_units,
        {{ smooth_idf('group_tweet_count', 'tweet_count') }} as idf

    from terms_counted

)

select * from final
