{#
    Bits of the tokens of some tweets under the language model without their author. Give it rows of
    int_language_tweet_terms; the model that calls it has import CTEs of the other names. The unigram
    is the bigram's prior (MacKay and Peto 1995): the rarer a context, the more it counts.
#}
{% macro surprising_pairs(tweet_terms) -%}
with

tweet_pairs as (

    select
        *,
        {{ term_context('term_id') }} as context_id,
        {{ term_token('term_id') }} as token_id

    from {{ tweet_terms }}
    where {{ term_context('term_id') }} > 0

),

group_tokens as (

    select * from group_terms
    where {{ term_context('term_id') }} = 0

),

repeated_tokens as (

    select * from repeated_terms
    where {{ term_context('term_id') }} = 0

),

-- The language model without the user: the user's own shares are taken off the group's. What the
-- user said once was said in this tweet.
own_shares_left_out as (

    select
        scored_users.group_number,
        tweet_pairs.tweet_id,
        tweet_pairs.user_id,
        tweet_pairs.token_id,
        tweet_pairs.term_count,
        scored_users.others_user_count,
        scored_users.others_type_count,
        cast(tweet_pairs.is_countable as integer) as single_use,
        coalesce(scored_users.in_norm / scored_users.own_token_count, 0) as use_share,
        {{ others_weight(
            'group_pairs.use_weight', 'coalesce(repeated_pairs.use_count, single_use) * use_share'
        ) }} as pair_weight,
        {{ others_weight(
            'group_tokens.use_weight', 'coalesce(repeated_tokens.use_count, single_use) * use_share'
        ) }} as token_weight,
        {{ others_weight(
            'group_contexts.context_weight', 'coalesce(user_contexts.use_count, single_use) * use_share'
        ) }} as context_weight

    from tweet_pairs
    inner join scored_users on tweet_pairs.user_id = scored_users.user_id
    left outer join group_terms as group_pairs
        on
            scored_users.group_number = group_pairs.group_number
            and tweet_pairs.term_id = group_pairs.term_id
    left outer join group_tokens
        on
            scored_users.group_number = group_tokens.group_number
            and tweet_pairs.token_id = group_tokens.term_id
    left outer join group_contexts
        on
            scored_users.group_number = group_contexts.group_number
            and tweet_pairs.context_id = group_contexts.context_id
    left outer join repeated_terms as repeated_pairs
        on
            tweet_pairs.user_id = repeated_pairs.user_id
            and tweet_pairs.term_id = repeated_pairs.term_id
    left outer join repeated_tokens
        on
            tweet_pairs.user_id = repeated_tokens.user_id
            and tweet_pairs.token_id = repeated_tokens.term_id
    left outer join user_contexts
        on
            tweet_pairs.user_id = user_contexts.user_id
            and tweet_pairs.context_id = user_contexts.context_id

),

unigrams_estimated as (

    select
        *,
        (token_weight + {{ var('language_unseen_weight') }})
        / (others_user_count + {{ var('language_unseen_weight') }} * (others_type_count + 1))
            as unigram_probability

    from own_shares_left_out

)

select
    -- ids
    group_number,
    tweet_id,
    user_id,
    token_id,

    -- numerics
    term_count,
    -log2(unigram_probability) as unigram_bits,
    -log2(
        (pair_weight + {{ var('language_bigram_prior') }} * unigram_probability)
        / (context_weight + {{ var('language_bigram_prior') }})
    ) as bigram_bits

from unigrams_estimated
{%- endmacro %}


{#
    What others weigh when the user's own weight is taken off. Rounding leaves some 1e-16 where there
    are no others; no share of what a user says is as small.
#}
{% macro others_weight(weight, own_weight) -%}
case when {{ weight }} - {{ own_weight }} > 1e-12 then {{ weight }} - {{ own_weight }} else 0 end
{%- endmacro %}
