with

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where {{ is_vector_term('term_id') }}

),

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

groups_counted as (

    select * from {{ ref('int_language_groups__counted') }}

),

group_terms as (

    select * from {{ ref('int_language_group_terms') }}

),

counted_users as (

    select * from {{ ref('int_language_users__counted') }}

),

users_placed as (

    select
        grouped_users.group_number,
        grouped_users.user_id,
        grouped_users.is_member,
        counted_users.tweet_count as user_tweet_count,
        {{ smooth_idf('groups_counted.tweet_count', 0) }} as unseen_idf

    from grouped_users
    inner join groups_counted on grouped_users.group_number = groups_counted.group_number
    inner join counted_users on grouped_users.user_id = counted_users.user_id
    where grouped_users.is_member or grouped_users.is_scored

),

terms_weighted as (

    select
        users_placed.group_number,
        tweet_terms.tweet_id,
        users_placed.user_id,
        users_placed.is_member,
        users_placed.user_tweet_count,
        tweet_terms.is_countable,
        tweet_terms.term_count * coalesce(group_terms.idf, users_placed.unseen_idf) as weight

    from tweet_terms
    inner join users_placed on tweet_terms.user_id = users_placed.user_id
    left outer join group_terms
        on
            users_placed.group_number = group_terms.group_number
            and tweet_terms.term_id = group_terms.term_id

),

-- Each user weighs the same, each tweet of a user too, and each tweet has length 1 in the norm.
-- What counts is chosen last: chosen first, the planner takes the terms for few and builds its
-- hash table of them instead of one of the norm.
final as (

    select
        -- ids
        group_number,
        tweet_id,
        any_value(user_id) as user_id,

        -- numerics
        sqrt({{ exact_sum(squared('weight'), wide=true) }}) as tfidf_length,
        1.0 / (tfidf_length * any_value(user_tweet_count)) as norm_weight,

        -- booleans
        any_value(is_member) as is_member

    from terms_weighted
    group by group_number, tweet_id
    having any_value(is_countable)

)

select * from final
