{#
    What of single people leaves the warehouse in reports (tables `rpt_`) and pages: their texts and
    ids, and words of fewer users than `min_group_users`, only where `show_texts` allows it. Reports
    are made by these macros, so that tables, story and explorer cannot differ; a test reads every
    report for what they hide.
#}
{% macro shown_text(text) -%}
    {{ text if var('show_texts') else 'cast(null as varchar)' }}
{%- endmacro %}


{# An id of a user or of what one wrote. #}
{% macro shown_id(id) -%}
    {{ id if var('show_texts') else 'cast(null as bigint)' }}
{%- endmacro %}


{# A term that so many users write. #}
{% macro shown_term(term, user_count) -%}
    {%- if var('show_texts') -%}
        {{ term }}
    {%- else -%}
        case when {{ user_count }} >= {{ var('min_group_users') }} then {{ term }} end
    {%- endif -%}
{%- endmacro %}
