with

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}

),

left_out_terms as (

    select * from {{ ref('int_language_user_terms__left_out') }}

),

left_out_users as (

    select * from {{ ref('int_language_users__left_out') }}

),

tweets_multiplied as (

    select
        left_out_terms.group_id,
        tweet_terms.tweet_id,
        tweet_terms.user_id,
        {{ exact_sum(
            'power(tweet_terms.term_count * left_out_terms.others_idf, 2)', wide=true
        ) }} as length2,
        {{ exact_sum(
            'tweet_terms.term_count * left_out_terms.others_weight'
            ~ ' * power(left_out_terms.others_idf, 2)',
            wide=true
        ) }} as product

    from tweet_terms
    inner join left_out_terms
        on
            tweet_terms.user_id = left_out_terms.user_id
            and tweet_terms.term_id = left_out_terms.term_id
    group by left_out_terms.group_id, tweet_terms.tweet_id, tweet_terms.user_id

),

final as (

    select
        -- ids
        tweets_multiplied.group_id,
        tweets_multiplied.tweet_id,
        tweets_multiplied.user_id,

        -- numerics: NULL where nobody else has said anything
        sqrt(tweets_multiplied.length2) as tweet_length,
        1.0 - tweets_multiplied.product
        / nullif(sqrt(tweets_multiplied.length2) * left_out_users.norm_length, 0)
            as cosine_distance

    from tweets_multiplied
    inner join left_out_users
        on
            tweets_multiplied.group_id = left_out_users.group_id
            and tweets_multiplied.user_id = left_out_users.user_id

)

select * from final
