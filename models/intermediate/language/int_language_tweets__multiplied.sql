with

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where {{ is_vector_term('term_id') }}

),

scored_users as (

    select * from {{ ref('int_language_users__scored') }}

),

group_terms as (

    select * from {{ ref('int_language_group_terms__weighted') }}

),

weighted_tweets as (

    select * from {{ ref('int_language_tweets__weighted') }}

),

user_weights as (

    select * from {{ ref('int_language_user_terms__weighted') }}

),

left_out_terms as (

    {{ left_out_terms('tweet_terms') | indent(4) }}

),

terms_weighted as (

    select
        *,
        term_count * others_idf as tweet_part,
        others_idf * others_weight as norm_part,
        others_idf * own_weight * own_tweet_count as user_part,
        is_first_tweet and own_weight > 0 as is_user_term

    from left_out_terms

),

-- What a user adds to the centroid is counted with the first tweet that says it.
final as (

    select
        -- ids
        group_number,
        tweet_id,

        -- numerics: of the tweet
        {{ exact_sum(squared('tweet_part'), wide=true) }} as length2,
        {{ exact_sum('tweet_part * norm_part', wide=true) }} as product,

        -- numerics: of the user
        {{ exact_sum(
            'case when is_user_term then ' ~ squared('user_part') ~ ' end', wide=true
        ) }} as user_length2,
        {{ exact_sum(
            'case when is_user_term then user_part * norm_part end', wide=true
        ) }} as user_product,
        {{ exact_sum(
            'case when is_user_term and is_in_norm then '
            ~ squared('norm_part') ~ ' - ' ~ squared('shifted_weight') ~ ' end',
            wide=true
        ) }} as norm_length2_change

    from terms_weighted
    group by group_number, tweet_id

)

select * from final
