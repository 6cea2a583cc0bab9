{# Every use of a term: each scored token as a lone token and with the token before it. #}
{% macro listed_terms(tokens) -%}
select
    tweet_id,
    user_id,
    unnest([cast(token_id as bigint), {{ pair_id('context_id', 'token_id') }}]) as term_id

from {{ tokens }}
where {{ is_scored_token('token_id') }}
{%- endmacro %}
