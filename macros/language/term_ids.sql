{#
    A term is one number: a token's id, or for a pair of tokens both ids, the context's
    in the upper 32 bits. Contexts up to `last_unscored_token_id` are the start of a tweet (1) and the
    placeholders: only the language model uses pairs with them, not the vectors.
#}
{% macro start_token_id() -%} 1 {%- endmacro %}


{% macro last_unscored_token_id() -%} 4 {%- endmacro %}


{% macro is_scored_token(token_id) -%}
{{ token_id }} > {{ last_unscored_token_id() }}
{%- endmacro %}


{% macro pair_id(context_id, token_id) -%}
(cast({{ context_id }} as bigint) << 32) + {{ token_id }}
{%- endmacro %}


{# 0 for a lone token. #}
{% macro term_context(term_id) -%}
({{ term_id }} >> 32)
{%- endmacro %}


{% macro term_token(term_id) -%}
({{ term_id }} & 4294967295)
{%- endmacro %}


{#
    Uses the shifted number on purpose: for a range of the plain one, DuckDB estimates that one row in
    five remains, and then builds its hash tables from the terms of all tweets instead of the norm's.
#}
{% macro is_vector_term(term_id) -%}
{{ term_context(term_id) }} not between 1 and {{ last_unscored_token_id() }}
{%- endmacro %}
