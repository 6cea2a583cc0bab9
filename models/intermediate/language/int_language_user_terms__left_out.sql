with

used_terms as (

    select * from {{ ref('int_language_user_terms') }}

),

scored_users as (

    select * from {{ ref('int_language_users__scored') }}

),

user_weights as (

    select * from {{ ref('int_language_user_terms__weighted') }}

),

group_terms as (

    select * from {{ ref('int_language_group_terms__weighted') }}

),

terms_compared as (

    select
        scored_users.group_id,
        used_terms.user_id,
        used_terms.term_id,
        scored_users.others_tweet_count as others_total,
        coalesce(group_terms.tweet_count, 0)
        - scored_users.in_norm * coalesce(user_weights.tweet_count, 0)
            as others_tweet_count,
        coalesce(group_terms.term_weight, 0)
        - scored_users.in_norm * coalesce(user_weights.term_weight, 0)
            as others_weight,
        coalesce(user_weights.term_weight, 0) as own_weight

    from used_terms
    inner join scored_users on used_terms.user_id = scored_users.user_id
    left outer join group_terms
        on
            scored_users.group_id = group_terms.group_id
            and used_terms.term_id = group_terms.term_id
    left outer join user_weights
        on
            scored_users.group_id = user_weights.group_id
            and used_terms.user_id = user_weights.user_id
            and used_terms.term_id = user_weights.term_id

),

final as (

    select
        -- ids
        group_id,
        user_id,
        term_id,

        -- numerics: what the norm says without this user. A term that nobody else uses keeps an
        -- idf (df = 0), so that it lengthens the vector of whoever says it.
        others_tweet_count,
        case when others_tweet_count > 0 then greatest(others_weight, 0) else 0 end
            as others_weight,
        {{ smooth_idf('others_total', 'others_tweet_count') }} as others_idf,
        own_weight

    from terms_compared

)

select * from final
