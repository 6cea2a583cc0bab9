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


{# A list of drivers (term, share, user_count) as (term, share), without the terms of few users. #}
{% macro shown_drivers(drivers) -%}
    {%- set term = 'part.term' if var('show_texts')
        else 'case when part.user_count >= ' ~ var('min_group_users') ~ ' then part.term end' -%}
    list_transform(
        {{ drivers }}, lambda part: struct_pack(term := {{ term }}, share := part.share)
    )
{%- endmacro %}
