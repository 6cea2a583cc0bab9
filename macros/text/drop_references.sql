{#
    Masked text without its placeholders, for scoring: links and handles carry no sentiment. NULL when
    only separators are left (dots, dashes, quotation marks); "!" and ":)" carry some.
#}
{% macro drop_references(masked_text) -%}
{%- set words = "trim(regexp_replace(regexp_replace(" ~ masked_text
    ~ ", '@user\\b|\\bhttps?\\b', ' ', 'gi'), ' +', ' ', 'g'))" -%}
nullif(regexp_replace({{ words }}, '^[\s.,…–—|/"“”«»-]*$', ''), '')
{%- endmacro %}
