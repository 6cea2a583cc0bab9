{#
    Limit of the 95 % interval of a share (Wilson 1927, "Probable inference, the law of succession, and
    statistical inference"): it stays within 0 and 1, and has a width even at 0. `sign`: '-' or '+'.
#}
{% macro wilson_limit(count, total, sign) -%}
{%- set square = '3.841458821' -%}
round(
    (
        {{ count }} + {{ square }} / 2
        {{ sign }} sqrt(
            {{ square }} * {{ count }} * ({{ total }} - {{ count }}) / cast({{ total }} as double)
            + pow({{ square }}, 2) / 4
        )
    ) / ({{ total }} + {{ square }}),
    9
)
{%- endmacro %}
