{#
    Classes of neighbouring sizes (number of tokens) with enough rows each for a mean and a standard
    deviation; equal sizes share a class. Input: sizes with their number of rows.
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
