{#
    Rows of a size (number of tokens) in classes of neighbouring sizes that hold enough rows each for
    a mean and a spread; equal sizes share a class. Give it rows of one size with their number.
#}
{% macro size_class(size_count, size, partition) -%}
cast(floor(
    coalesce(sum({{ size_count }}) over (
        partition by {{ partition }}
        order by {{ size }}
        rows between unbounded preceding and 1 preceding
    ), 0)
    / greatest(
        {{ var('language_class_rows') }},
        sum({{ size_count }}) over (partition by {{ partition }}) / 20.0
    )
) as integer)
{%- endmacro %}
