{# Every use of a term: each scored token as a lone token and with the token before it. #}
{% macro listed_terms(tokens) -%}
select
    tweet_id,
    user_id,
    cast(token_id as bigint) as term_id

from {{ tokens }}
where {{ is_scored_token('token_id') }}

union all

select
    tweet_id,
    user_id,
    {{ pair_id('context_id', 'token_id') }} as term_id

from {{ tokens }}
where {{ is_scored_token('token_id') }}
{%- endmacro %}
