with

tweets as (

    select * from {{ ref('int_language_tweets__deduplicated') }}

),

counted_users as (

    select * from {{ ref('int_language_users__counted') }}

),

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where {{ is_vector_term('term_id') }}

),

group_terms as (

    select * from {{ ref('int_language_group_terms__weighted') }}

),

weighted_tweets as (

    select * from {{ ref('int_language_tweets__weighted') }}

),

surprising_tweets as (

    select * from {{ ref('int_language_tweets__surprising') }}

),

norms_measured as (

    select group_number, sqrt({{ exact_sum(squared('mean_tfidf'), wide=true) }}) as norm_length
    from group_terms
    group by group_number

),

tweets_multiplied as (

    select
        weighted_tweets.group_number,
        weighted_tweets.tweet_id,
        {{ exact_sum('tweet_terms.term_count * group_terms.idf * group_terms.mean_tfidf') }}
            as product

    from weighted_tweets
    inner join tweet_terms on weighted_tweets.tweet_id = tweet_terms.tweet_id
    inner join group_terms
        on
            weighted_tweets.group_number = group_terms.group_number
            and tweet_terms.term_id = group_terms.term_id
    group by weighted_tweets.group_number, weighted_tweets.tweet_id

),

final as (

    select
        -- ids
        counted_users.group_number,
        tweets.tweet_id,
        tweets.user_id,
        tweets.word_bag_id,

        -- strings
        tweets.lang,

        -- numerics
        tweets.token_count,
        weighted_tweets.tfidf_length,
        norms_measured.norm_length,
        1.0 - coalesce(tweets_multiplied.product, 0)
        / nullif(weighted_tweets.tfidf_length * norms_measured.norm_length, 0) as cosine_distance,
        surprising_tweets.surprisal_bits / surprising_tweets.token_count as surprisal_bits,
        surprising_tweets.contrast_bits / surprising_tweets.token_count as contrast_bits,

        -- booleans
        counted_users.is_member,
        counted_users.is_other_group,
        tweets.token_count < {{ var('language_min_tokens') }} as is_few_tokens,
        not tweets.is_default_language as is_other_language,
        tweets.is_template,
        tweets.is_repeat,
        tweets.is_mostly_links,
        tweets.is_default_language and not tweets.is_repeat and tweets.token_count > 0
            as is_countable,
        counted_users.is_member and is_countable as is_in_norm,
        not is_few_tokens and surprising_tweets.surprisal_bits is not null as has_score

    from tweets
    inner join counted_users on tweets.user_id = counted_users.user_id
    left outer join norms_measured on counted_users.group_number = norms_measured.group_number
    left outer join weighted_tweets
        on
            counted_users.group_number = weighted_tweets.group_number
            and tweets.tweet_id = weighted_tweets.tweet_id
    left outer join tweets_multiplied
        on
            counted_users.group_number = tweets_multiplied.group_number
            and tweets.tweet_id = tweets_multiplied.tweet_id
    left outer join surprising_tweets
        on
            counted_users.group_number = surprising_tweets.group_number
            and tweets.tweet_id = surprising_tweets.tweet_id

)

select * from final
