{# English contractions with an apostrophe: don't, I'm, they'll. A genitive 's looks the same. #}
{% macro contraction_pattern() -%}
(?i)\p{L}+''(?:t|m|s|d|re|ve|ll)
{%- endmacro %}
