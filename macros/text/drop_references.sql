{#
    Masked text without its placeholders, for scoring: links and handles carry no feeling. NULL when
    nothing but separators is left (dots, dashes, quotation marks); "!" and ":)" do say something.
#}
{% macro drop_references(masked_text) -%}
{%- set words = "trim(regexp_replace(regexp_replace(" ~ masked_text
    ~ ", '@user\\b|\\bhttps?\\b', ' ', 'gi'), ' +', ' ', 'g'))" -%}
nullif(regexp_replace({{ words }}, '^[\s.,…–—|/"“”«»-]*$', ''), '')
{%- endmacro %}
