{#
    A user's share of tokens in integer units of 10^-12: sums are exact in any order, and a user's
    own part can be subtracted exactly. A sum over nine million users fits into 64 bits.
#}
{% macro use_units(use_count, token_count) -%}
cast(round(1e12 * {{ use_count }} / {{ token_count }}) as bigint)
{%- endmacro %}
