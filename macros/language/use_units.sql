{#
    A user's share of tokens in whole parts of 10^12: sums of them are exact in any order, and a user's
    own part can be taken off without a trace. A sum over nine million users fits 64 bits.
#}
{% macro use_units(use_count, token_count) -%}
cast(round(1e12 * {{ use_count }} / {{ token_count }}) as bigint)
{%- endmacro %}
