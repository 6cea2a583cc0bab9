{#
    q-value of a test: of all tests with such a q-value or a smaller one, at most so large a share is
    expected to be chance (Benjamini and Hochberg 1995, "Controlling the false discovery rate").
    `p_rank`: place of the test by its p-value, 1 for the smallest, without ties.
#}
{% macro benjamini_hochberg(p_value, p_rank, test_count) -%}
least(
            1,
            min({{ p_value }} * {{ test_count }} / {{ p_rank }}) over (
                order by {{ p_rank }} desc
                rows between unbounded preceding and current row
            )
        )
{%- endmacro %}
