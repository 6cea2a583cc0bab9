{#
    Sum of doubles that does not depend on the order of rows: addends become integer multiples of
    1e-15, whose sum is exact. Adding doubles in the order of parallel threads would
    change last digits, and with them ranks, between builds. Addends above 9000 (squares of
    counts) need `wide`.
#}
{% macro exact_sum(addend, wide=false) -%}
cast(
    sum(cast(({{ addend }}) * 1e15 as {{ 'hugeint' if wide else 'bigint' }})) as double
) / 1e15
{%- endmacro %}
