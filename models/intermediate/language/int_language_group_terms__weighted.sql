with

user_terms as (

    select * from {{ ref('int_language_user_terms__weighted') }}

),

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

groups_counted as (

    select * from {{ ref('int_language_groups__counted') }}

),

terms_summed as (

    select
        user_terms.group_id,
        user_terms.term_id,
        cast(sum(user_terms.tweet_count) as bigint) as tweet_count,
        count(*) as user_count,
        {{ exact_sum('user_terms.term_weight') }} as term_weight

    from user_terms
    inner join grouped_users
        on
            user_terms.group_id = grouped_users.group_id
            and user_terms.user_id = grouped_users.user_id
    where grouped_users.is_member
    group by user_terms.group_id, user_terms.term_id

),

final as (

    select
        -- ids
        terms_summed.group_id,
        terms_summed.term_id,

        -- numerics
        terms_summed.tweet_count,
        terms_summed.user_count,
        terms_summed.term_weight,
        {{ smooth_idf('groups_counted.tweet_count', 'terms_summed.tweet_count') }} as idf

    from terms_summed
    inner join groups_counted on terms_summed.group_id = groups_counted.group_id

)

select * from final
