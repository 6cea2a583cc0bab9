with

counted_users as (

    select * from {{ ref('int_language_users__counted') }}

),

left_out_users as (

    select * from {{ ref('int_language_users__left_out') }}

),

surprising_tweets as (

    select * from {{ ref('int_language_tweets__surprising') }}

),

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

tweets as (

    select * from {{ ref('int_language_tweets__deduplicated') }}
    where is_default_language and not is_repeat

),

users_surprising as (

    select
        surprising_tweets.group_number,
        tweets.user_id,
        {{ exact_sum('surprising_tweets.bigram_bits', wide=true) }} as bigram_bits,
        {{ exact_sum('surprising_tweets.unigram_bits', wide=true) }} as unigram_bits

    from surprising_tweets
    inner join tweets on surprising_tweets.tweet_id = tweets.tweet_id
    group by surprising_tweets.group_number, tweets.user_id

),

-- A user's vector is what the user adds to the centroid: the mean of the tweets' vectors.
final as (

    select
        -- ids
        grouped_users.group_number,
        grouped_users.user_id,

        -- numerics
        counted_users.tweet_count,
        counted_users.token_count,
        1.0 - left_out_users.user_product
        / nullif(left_out_users.user_length * left_out_users.norm_length, 0) as cosine_distance,
        users_surprising.bigram_bits / counted_users.token_count as surprisal_bits,
        users_surprising.unigram_bits / counted_users.token_count as unigram_bits,
        surprisal_bits - users_surprising.unigram_bits / counted_users.token_count as order_bits,

        -- booleans
        grouped_users.is_member,
        counted_users.token_count >= {{ var('language_min_tokens') }}
        and left_out_users.norm_length > 0 as has_score

    from grouped_users
    inner join counted_users on grouped_users.user_id = counted_users.user_id
    inner join left_out_users
        on
            grouped_users.group_number = left_out_users.group_number
            and grouped_users.user_id = left_out_users.user_id
    left outer join users_surprising
        on
            grouped_users.group_number = users_surprising.group_number
            and grouped_users.user_id = users_surprising.user_id

)

select * from final
