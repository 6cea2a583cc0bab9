{#
    Rank, in sorted values, of a limit of the 95 % interval of their median: normal approximation to
    the binomial number of values below it (Campbell and Gardner 1988).
    `side` is -1 for the lower limit and 1 for the upper one.
#}
{% macro median_rank(count, side) -%}
cast(
    round(({{ side }} + 1) / 2 + {{ count }} / 2 + {{ side }} * 1.96 * sqrt({{ count }}) / 2)
    as integer
)
{%- endmacro %}
