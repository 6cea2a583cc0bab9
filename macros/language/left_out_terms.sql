{#
    What the norm says of the terms of some tweets without their author: the author's own counts are
    subtracted, which needs no norm for each author. Give it rows of int_language_tweet_terms that
    are the author's only use of a term (`only_uses`: the term weighs what its tweet weighs), or that
    are not (what the author adds to it was summed up). The model that calls it begins with
    `inputs_of_left_out_terms`. A term that nobody else uses keeps an idf (df = 0), so that it
    lengthens the vector of whoever says it.
#}
{% macro left_out_terms(tweet_terms, only_uses) -%}
{%- set own_tweets = 'cast(' ~ tweet_terms ~ '.is_countable as integer)' if only_uses
    else 'coalesce(user_weights.tweet_count, 0)' -%}
{%- set own_weight = 'weighted_tweets.norm_weight' if only_uses else 'user_weights.term_weight' -%}
select
    -- ids
    group_number,
    tweet_id,
    user_id,
    term_id,

    -- numerics
    term_count,
    {{ smooth_idf('others_total', 'others_tweet_count') }} as others_idf,
    case when others_tweet_count > 0 then term_weight - in_norm * own_weight else 0 end
        as others_weight,
    own_weight,
    own_tweet_count,
    shifted_weight,

    -- booleans
    is_first_tweet

from (
    select
        scored_users.group_number,
        {{ tweet_terms }}.tweet_id,
        {{ tweet_terms }}.user_id,
        {{ tweet_terms }}.term_id,
        {{ tweet_terms }}.term_count,
        {{ tweet_terms }}.is_first_tweet,
        scored_users.in_norm,
        scored_users.own_tweet_count,
        scored_users.others_tweet_count as others_total,
        coalesce({{ own_weight }}, 0) as own_weight,
        coalesce(group_terms.tweet_count, 0) - scored_users.in_norm * {{ own_tweets }}
            as others_tweet_count,
        group_terms.term_weight,
        (group_terms.idf + scored_users.idf_shift) * group_terms.term_weight as shifted_weight

    from {{ tweet_terms }}
    inner join scored_users on {{ tweet_terms }}.user_id = scored_users.user_id
    left outer join group_terms
        on
            scored_users.group_number = group_terms.group_number
            and {{ tweet_terms }}.term_id = group_terms.term_id
    {% if only_uses -%}
    left outer join weighted_tweets
        on
            scored_users.group_number = weighted_tweets.group_number
            and {{ tweet_terms }}.tweet_id = weighted_tweets.tweet_id
    {%- else -%}
    left outer join user_weights
        on
            scored_users.group_number = user_weights.group_number
            and {{ tweet_terms }}.user_id = user_weights.user_id
            and {{ tweet_terms }}.term_id = user_weights.term_id
    {%- endif %}
)
{%- endmacro %}


{# The common table expressions that `left_out_terms` reads, for the head of a model. #}
{% macro inputs_of_left_out_terms() -%}
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
{%- endmacro %}
