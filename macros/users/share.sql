{#
    Aggregates of feature models, to nine digits. Two builds must give identical
    tables, but the last bits of sums of doubles depend on the order of rows: totals are of counts or
    of decimals, which add up exactly.
#}

{# Share of rows (0 to 1) for which a condition holds, among those where it is known. #}
{% macro share(condition) -%}
round(avg(cast({{ condition }} as integer)), 9)
{%- endmacro %}

{#
    Mean over rows with a value, each rounded to twelve digits. Rounding only the mean would not do: the
    mean of two values of nine digits is often halfway between two roundings, so that the last bit of
    the sum decides.
#}
{% macro mean(expression) -%}
round(
    cast(sum(cast({{ expression }} as decimal(28, 12))) as double) / nullif(count({{ expression }}), 0),
    9
)
{%- endmacro %}

{# Total of one count divided by that of another; NULL for a divisor of 0. #}
{% macro ratio_of_sums(numerator, denominator) -%}
round(
    cast(sum({{ numerator }}) as double)
    / nullif(sum(case when {{ numerator }} is not null then {{ denominator }} end), 0),
    9
)
{%- endmacro %}

{# Natural logarithm of 1 + a count: 0 stays 0, heavy tails shrink. #}
{% macro log_count(count) -%}
round(ln(1 + {{ count }}), 9)
{%- endmacro %}

{#
    Probability that two rows drawn from a group are of the same kind, from the counts of its kinds
    (Simpson 1949, "Measurement of diversity", unbiased form). Unlike the number of kinds, it does not
    grow with the number of rows. NULL below two rows.
#}
{% macro same_kind_share(kind_count) -%}
round(
    cast(sum({{ kind_count }} * ({{ kind_count }} - 1)) as double)
    / nullif(sum({{ kind_count }}) * (sum({{ kind_count }}) - 1), 0),
    9
)
{%- endmacro %}
