{# What somebody wrote, in tables for people: NULL unless `show_texts` allows it. #}
{% macro shown_text(text) -%}
    {{ text if var('show_texts') else 'cast(null as varchar)' }}
{%- endmacro %}
