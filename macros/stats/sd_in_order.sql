{#
    Standard deviation over rows in a fixed order: with parallel sums, its last digit would
    change between builds.
#}
{% macro sd_in_order(expression, order_by) -%}
list_stddev_samp(list({{ expression }} order by {{ order_by }}))
{%- endmacro %}
