{#
    Bits of the tokens of some tweets, leaving out their author: under the group's language model, and
    as a log ratio of the other labelled users to the group (contrast). Input: rows of
    int_language_tweet_terms; the calling model starts with `inputs_of_token_bits`. The unigram
    is the bigram's prior (MacKay and Peto 1995): the rarer a context, the more it counts. The
    author's own uses are subtracted as integers.
#}
{% macro token_bits(tweet_terms) -%}
with

tweet_pairs as (

    select
        *,
        {{ term_context('term_id') }} as context_id,
        {{ term_token('term_id') }} as token_id

    from {{ tweet_terms }}
    where {{ term_context('term_id') }} > 0

),

group_contexts as (

    select
        group_number,
        {{ term_context('term_id') }} as context_id,
        cast(sum(use_units) as bigint) as use_units

    from group_terms
    where {{ term_context('term_id') }} > 0
    group by group_number, context_id

),

own_contexts as (

    select
        counted_users.group_number,
        counted_users.user_id,
        {{ term_context('user_terms.term_id') }} as context_id,
        cast(sum({{ use_units('user_terms.use_count', 'counted_users.token_count') }}) as bigint)
            as use_units

    from user_terms
    inner join counted_users on user_terms.user_id = counted_users.user_id
    where counted_users.in_norm = 1 and {{ term_context('user_terms.term_id') }} > 0
    group by counted_users.group_number, counted_users.user_id, context_id

),

types_counted as (

    select
        group_number,
        only_user_id,
        count(*) as type_count,
        sum(count(*)) over (partition by group_number) as group_type_count

    from group_terms
    where {{ term_context('term_id') }} = 0 and user_count > 0
    group by group_number, only_user_id

),

users_left_out as (

    select
        counted_users.*,
        counted_users.group_user_count - counted_users.in_norm as norm_users,
        counted_users.other_user_count - counted_users.in_others as other_users,
        groups_typed.group_type_count - coalesce(own_types.type_count, 0) as norm_types

    from counted_users
    inner join (
        select distinct group_number, group_type_count from types_counted
    ) as groups_typed on counted_users.group_number = groups_typed.group_number
    left outer join types_counted as own_types
        on
            counted_users.group_number = own_types.group_number
            and counted_users.user_id = own_types.only_user_id
    where counted_users.group_user_count > counted_users.in_norm

),

units_left_out as (

    select
        users_left_out.group_number,
        tweet_pairs.tweet_id,
        tweet_pairs.token_id,
        tweet_pairs.term_count,
        users_left_out.norm_users,
        users_left_out.other_users,
        users_left_out.norm_types,
        {{ units_of_others('group_pairs.use_units', 'own_pairs', 'in_norm') }} as pair_users,
        {{ units_of_others('group_tokens.use_units', 'own_tokens', 'in_norm') }} as token_users,
        {{ units_of_others('group_tokens.other_use_units', 'own_tokens', 'in_others') }}
            as token_other_users,
        (coalesce(group_contexts.use_units, 0) - coalesce(own_contexts.use_units, 0)) / 1e12
            as context_users

    from tweet_pairs
    inner join users_left_out on tweet_pairs.user_id = users_left_out.user_id
    left outer join group_terms as group_pairs
        on
            users_left_out.group_number = group_pairs.group_number
            and tweet_pairs.term_id = group_pairs.term_id
    left outer join group_terms as group_tokens
        on
            users_left_out.group_number = group_tokens.group_number
            and tweet_pairs.token_id = group_tokens.term_id
    left outer join group_contexts
        on
            users_left_out.group_number = group_contexts.group_number
            and tweet_pairs.context_id = group_contexts.context_id
    left outer join user_terms as own_pairs
        on
            tweet_pairs.user_id = own_pairs.user_id
            and tweet_pairs.term_id = own_pairs.term_id
    left outer join user_terms as own_tokens
        on
            tweet_pairs.user_id = own_tokens.user_id
            and tweet_pairs.token_id = own_tokens.term_id
    left outer join own_contexts
        on
            users_left_out.group_number = own_contexts.group_number
            and tweet_pairs.user_id = own_contexts.user_id
            and tweet_pairs.context_id = own_contexts.context_id

),

unigrams_estimated as (

    select
        *,
        (token_users + {{ var('language_unseen_weight') }})
        / (norm_users + {{ var('language_unseen_weight') }} * (norm_types + 1))
            as unigram_probability

    from units_left_out

)

select
    -- ids
    group_number,
    tweet_id,
    token_id,

    -- numerics
    term_count,
    -log2(
        (pair_users + {{ var('language_bigram_prior') }} * unigram_probability)
        / (context_users + {{ var('language_bigram_prior') }})
    ) as surprisal_bits,
    -- NULL where nobody else is outside the group
    log2(
        (token_other_users / nullif(other_users, 0) + {{ var('language_contrast_floor') }})
        / (token_users / norm_users + {{ var('language_contrast_floor') }})
    ) as contrast_bits

from unigrams_estimated
{%- endmacro %}


{# Weight of a term, in users, among a side's users other than the author. #}
{% macro units_of_others(units, own_terms, in_side) -%}
(
    coalesce({{ units }}, 0)
    - users_left_out.{{ in_side }} * coalesce({{ use_units(
        own_terms ~ '.use_count', 'nullif(users_left_out.token_count, 0)'
    ) }}, 0)
) / 1e12
{%- endmacro %}


{# The CTEs that `token_bits` reads, for the top of a model. #}
{% macro inputs_of_token_bits() -%}
counted_users as (

    select * from {{ ref('int_language_users__counted') }}

),

group_terms as (

    select * from {{ ref('int_language_group_terms') }}

),

user_terms as (

    select * from {{ ref('int_language_user_terms') }}

),
{%- endmacro %}
