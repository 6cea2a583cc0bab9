with

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where not is_only_use and is_countable and {{ is_vector_term('term_id') }}

),

weighted_tweets as (

    select * from {{ ref('int_language_tweets__weighted') }}

),

final as (

    select
        -- ids
        weighted_tweets.group_number,
        tweet_terms.user_id,
        tweet_terms.term_id,

        -- numerics
        cast(count(*) as integer) as tweet_count,
        {{ exact_sum('tweet_terms.term_count * weighted_tweets.norm_weight') }} as term_weight

    from tweet_terms
    inner join weighted_tweets on tweet_terms.tweet_id = weighted_tweets.tweet_id
    group by weighted_tweets.group_number, tweet_terms.user_id, tweet_terms.term_id

)

select * from final
