with

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where {{ is_vector_term('term_id') }}

),

counted_users as (

    select * from {{ ref('int_language_users__counted') }}
    where group_user_count > 0

),

group_terms as (

    select * from {{ ref('int_language_group_terms') }}

),

terms_weighted as (

    select
        counted_users.group_number,
        tweet_terms.tweet_id,
        tweet_terms.is_countable,
        counted_users.in_norm,
        counted_users.tweet_count as user_tweet_count,
        tweet_terms.term_count
        * coalesce(group_terms.idf, {{ smooth_idf('counted_users.group_tweet_count', 0) }})
            as weight

    from tweet_terms
    inner join counted_users on tweet_terms.user_id = counted_users.user_id
    left outer join group_terms
        on
            counted_users.group_number = group_terms.group_number
            and tweet_terms.term_id = group_terms.term_id

),

-- Users have equal weights, and so do the tweets of a user; each tweet has length 1 in the norm.
final as (

    select
        -- ids
        group_number,
        tweet_id,

        -- numerics
        sqrt({{ exact_sum(squared('weight'), wide=true) }}) as tfidf_length,
        case
            when any_value(is_countable) and any_value(in_norm) = 1
                then 1.0 / (tfidf_length * any_value(user_tweet_count))
        end as norm_weight

    from terms_weighted
    group by group_number, tweet_id

)

select * from final
