{# A link's host and path, as links are counted; the fallback is used where the link is missing. #}
{% macro without_scheme_and_query(url, fallback) -%}
    {{ return(
        "coalesce(nullif(regexp_replace(" ~ url ~ ", '^[a-zA-Z]+://|[?#].*$', '', 'g'), ''), "
        ~ fallback ~ ")"
    ) }}
{%- endmacro %}
