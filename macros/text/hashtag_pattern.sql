{# A hashtag contains a letter: "#1" is a number. #}
{% macro hashtag_pattern() -%}
[#＃][\p{N}_]*\p{L}[\p{L}\p{M}\p{N}_·\x{200C}]*
{%- endmacro %}
