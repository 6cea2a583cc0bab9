with

counted_users as (

    select * from {{ ref('int_language_users__counted') }}

),

left_out_users as (

    select * from {{ ref('int_language_users__left_out') }}

),

left_out_terms as (

    select * from {{ ref('int_language_user_terms__left_out') }}

),

surprising_pairs as (

    select * from {{ ref('int_language_user_pairs__surprising') }}

),

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

-- A user's vector is what the user adds to the centroid: the mean of the tweets' vectors.
users_compared as (

    select
        group_id,
        user_id,
        {{ exact_sum('power(others_idf * own_weight, 2)', wide=true) }} as length2,
        {{ exact_sum('power(others_idf, 2) * own_weight * others_weight', wide=true) }} as product

    from left_out_terms
    where own_weight > 0
    group by group_id, user_id

),

users_surprising as (

    select
        group_id,
        user_id,
        {{ exact_sum('use_count * bigram_bits', wide=true) }} / sum(use_count) as surprisal_bits,
        {{ exact_sum('use_count * unigram_bits', wide=true) }} / sum(use_count) as unigram_bits

    from surprising_pairs
    where use_count > 0
    group by group_id, user_id

),

final as (

    select
        -- ids
        grouped_users.group_id,
        grouped_users.user_id,

        -- numerics
        counted_users.tweet_count,
        counted_users.token_count,
        1.0 - users_compared.product
        / nullif(sqrt(users_compared.length2) * left_out_users.norm_length, 0)
            as cosine_distance,
        users_surprising.surprisal_bits,
        users_surprising.unigram_bits,

        -- booleans
        grouped_users.is_member,
        counted_users.token_count >= {{ var('language_min_tokens') }}
        and left_out_users.norm_length > 0 as has_score

    from grouped_users
    inner join counted_users on grouped_users.user_id = counted_users.user_id
    inner join left_out_users
        on
            grouped_users.group_id = left_out_users.group_id
            and grouped_users.user_id = left_out_users.user_id
    left outer join users_compared
        on
            grouped_users.group_id = users_compared.group_id
            and grouped_users.user_id = users_compared.user_id
    left outer join users_surprising
        on
            grouped_users.group_id = users_surprising.group_id
            and grouped_users.user_id = users_surprising.user_id

)

select * from final
