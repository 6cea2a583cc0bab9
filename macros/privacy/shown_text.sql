{# A user's text in reports: NULL unless `show_texts` allows it. #}
{% macro shown_text(text) -%}
    {{ text if var('show_texts') else 'cast(null as varchar)' }}
{%- endmacro %}
