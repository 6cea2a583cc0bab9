{#
    Age groups that the variable `language_groups` names by a limit, as rows: under_30, from_40.
    Bands are named band_3 or all_bands and come from ref_age_bands.
#}
{% macro language_group_names() -%}
{%- set names = var('language_groups') -%}
{{ return(names if names is sequence and names is not string else [names]) }}
{%- endmacro %}


{% macro language_groups_with_bounds() -%}
{%- set rows = [] -%}
{%- for name in language_group_names() -%}
    {%- set word, _, years = (name | string).partition('_') -%}
    {%- if word == 'under' -%}
        {%- do rows.append([name, 'younger than ' ~ years, 'null', years | int - 1]) -%}
    {%- elif word == 'from' -%}
        {%- do rows.append([name, years ~ ' or older', years, 'null']) -%}
    {%- endif -%}
{%- endfor -%}
{%- for group_id, group_name, from_years, to_years in rows or [['', '', 'null', 'null']] -%}
    {%- if not loop.first %} union all {% endif -%}
    select
        '{{ group_id }}' as group_id,
        '{{ group_name }}' as group_name,
        cast({{ from_years }} as integer) as min_age_years,
        cast({{ to_years }} as integer) as max_age_years
    {%- if not rows %} where false{% endif -%}
{%- endfor -%}
{%- endmacro %}


{# Whether a band is requested. #}
{% macro is_language_group(group_id) -%}
{%- set names = language_group_names() -%}
{{ 'true' if 'all_bands' in names else group_id ~ " in ('" ~ names | join("', '") ~ "')" }}
{%- endmacro %}
