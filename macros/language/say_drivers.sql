{# The terms of a list of drivers in quotation marks, for a sentence. #}
{% macro say_drivers(drivers) -%}
'"' || array_to_string(list_transform({{ drivers }}, lambda part: part.term), '", "') || '"'
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
