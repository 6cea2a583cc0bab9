{#
    q-value of a test: among tests with this q-value or a smaller one, at most this share is
    expected to be chance (Benjamini and Hochberg 1995, "Controlling the false discovery rate").
    `p_rank`: rank of the test by p-value, 1 for the smallest, without ties, among `test_count`
    tests; `family`: column that identifies families of tests, if there are several.
#}
{% macro benjamini_hochberg(p_value, p_rank, test_count, family=none) -%}
least(
            1,
            min({{ p_value }} * {{ test_count }} / {{ p_rank }}) over (
                {%- if family %}
                partition by {{ family }}
                {%- endif %}
                order by {{ p_rank }} desc
                rows between unbounded preceding and current row
            )
        )
{%- endmacro %}
