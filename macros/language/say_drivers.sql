{# The terms of a list of drivers that may be named, in quotation marks, for a sentence. #}
{% macro say_drivers(drivers) -%}
coalesce(
    '"'
    || nullif(
        array_to_string(list_transform({{ drivers }}, lambda part: part.term), '", "'), ''
    )
    || '"',
    'words of too few users to be named'
)
{%- endmacro %}


{# A share of users as a percentage, or as a count where that would round to 0 %. #}
{% macro say_users(share, count, whom) -%}
case
    when {{ share }} >= 0.01 then {{ say_percent(share) }}
    when {{ count }} = 0 then 'none'
    when {{ count }} = 1 then '1 user'
    else cast({{ count }} as varchar) || ' users'
end || ' of {{ whom }}'
{%- endmacro %}


{# A share as a whole percentage, rounded down: no tweet is above 100 % of all. #}
{% macro say_percent(share) -%}
cast(cast(floor(100 * {{ share }}) as integer) as varchar) || ' %'
{%- endmacro %}
