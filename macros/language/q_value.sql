{#
    False discovery rate at which a test still counts (Benjamini and Hochberg 1995): among all tests
    of the partition with a q-value up to this one, at most so large a share is expected to be chance.
    Give it rows with `p_rank` and `test_count`.
#}
{% macro q_value(p_value, partition) -%}
least(1, min({{ p_value }} * test_count / p_rank) over (
    partition by {{ partition }}
    order by p_rank desc
    rows between unbounded preceding and current row
))
{%- endmacro %}
