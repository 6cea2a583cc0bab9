with

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where {{ is_vector_term('term_id') }}

),

weighted_tweets as (

    select * from {{ ref('int_language_tweets__weighted') }}
    where norm_weight is not null

),

group_terms as (

    select * from {{ ref('int_language_group_terms') }}

),

counted_users as (

    select * from {{ ref('int_language_users__counted') }}

),

groups_counted as (

    select
        group_number,
        max(group_user_count) as user_count

    from counted_users
    group by group_number

),

terms_summed as (

    select
        weighted_tweets.group_number,
        tweet_terms.term_id,
        {{ exact_sum('tweet_terms.term_count * weighted_tweets.norm_weight') }} as term_weight

    from tweet_terms
    inner join weighted_tweets on tweet_terms.tweet_id = weighted_tweets.tweet_id
    group by weighted_tweets.group_number, tweet_terms.term_id

),

final as (

    select
        -- ids
        terms_summed.group_number,
        terms_summed.term_id,

        -- numerics
        group_terms.idf,
        group_terms.idf * terms_summed.term_weight / groups_counted.user_count as mean_tfidf

    from terms_summed
    inner join group_terms
        on
            terms_summed.group_number = group_terms.group_number
            and terms_summed.term_id = group_terms.term_id
    inner join groups_counted on terms_summed.group_number = groups_counted.group_number

)

select * from final
