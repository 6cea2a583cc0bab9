{# The terms of a list of drivers in quotation marks, for a sentence. #}
{% macro say_drivers(drivers) -%}
'"' || array_to_string(list_transform({{ drivers }}, lambda part: part.term), '", "') || '"'
{%- endmacro %}


{# A share as a whole percentage, rounded down: nothing is above 100 % of all. #}
{% macro say_percent(share) -%}
cast(cast(floor(100 * {{ share }}) as integer) as varchar) || ' %'
{%- endmacro %}
