with

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where is_countable and {{ is_vector_term('term_id') }}

),

weighted_tweets as (

    select * from {{ ref('int_language_tweets__weighted') }}
    where is_member

),

group_terms as (

    select * from {{ ref('int_language_group_terms') }}

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
        group_terms.tweet_count,
        terms_summed.term_weight,
        group_terms.idf

    from terms_summed
    inner join group_terms
        on
            terms_summed.group_number = group_terms.group_number
            and terms_summed.term_id = group_terms.term_id

)

select * from final
