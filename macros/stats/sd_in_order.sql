{#
    Standard deviation over rows in a fixed order: added up by several threads, its last digit would
    change from build to build.
#}
{% macro sd_in_order(expression, order_by) -%}
list_stddev_samp(list({{ expression }} order by {{ order_by }}))
{%- endmacro %}
