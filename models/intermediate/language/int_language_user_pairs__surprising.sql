with

user_pairs as (

    select * from {{ ref('int_language_user_pairs__shared') }}

),

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

left_out_users as (

    select * from {{ ref('int_language_users__left_out') }}

),

group_pairs as (

    select * from {{ ref('int_language_group_pairs') }}

),

group_tokens as (

    select * from {{ ref('int_language_group_tokens') }}

),

group_contexts as (

    select * from {{ ref('int_language_group_contexts') }}

),

-- The language model without the user: the user's own shares are taken off the group's.
own_shares_left_out as (

    select
        grouped_users.group_id,
        user_pairs.user_id,
        user_pairs.context_id,
        user_pairs.token_id,
        user_pairs.use_count,
        left_out_users.others_user_count,
        left_out_users.others_type_count,
        cast(grouped_users.is_member as integer) as own_weight,
        greatest(
            coalesce(group_pairs.pair_weight, 0) - own_weight * user_pairs.pair_share, 0
        ) as pair_weight,
        greatest(
            coalesce(group_tokens.token_weight, 0) - own_weight * user_pairs.token_share, 0
        ) as token_weight,
        greatest(
            coalesce(group_contexts.context_weight, 0) - own_weight * user_pairs.context_share, 0
        ) as context_weight

    from user_pairs
    inner join grouped_users on user_pairs.user_id = grouped_users.user_id
    inner join left_out_users
        on
            grouped_users.group_id = left_out_users.group_id
            and user_pairs.user_id = left_out_users.user_id
    left outer join group_pairs
        on
            grouped_users.group_id = group_pairs.group_id
            and user_pairs.context_id = group_pairs.context_id
            and user_pairs.token_id = group_pairs.token_id
    left outer join group_tokens
        on
            grouped_users.group_id = group_tokens.group_id
            and user_pairs.token_id = group_tokens.token_id
    left outer join group_contexts
        on
            grouped_users.group_id = group_contexts.group_id
            and user_pairs.context_id = group_contexts.context_id

),

unigrams_estimated as (

    select
        *,
        (token_weight + {{ var('language_unseen_weight') }})
        / (others_user_count + {{ var('language_unseen_weight') }} * (others_type_count + 1))
            as unigram_probability

    from own_shares_left_out

),

-- The unigram is the bigram's prior (MacKay and Peto 1995): the rarer a context, the more it
-- counts.
final as (

    select
        -- ids
        group_id,
        user_id,
        context_id,
        token_id,

        -- numerics
        use_count,
        -log2(unigram_probability) as unigram_bits,
        -log2(
            (pair_weight + {{ var('language_bigram_prior') }} * unigram_probability)
            / (context_weight + {{ var('language_bigram_prior') }})
        ) as bigram_bits

    from unigrams_estimated

)

select * from final
