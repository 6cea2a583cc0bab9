{#
    List of values ordered by a key that is unique within a group. Not
    `list(... order by ...)`: DuckDB's ordered aggregates reserve much more memory per group than it
    needs, and cannot spill it (over 1 GB for the 66 MB of texts of 50,000 users; this takes 0.3).
#}
{% macro list_in_order(value, key, only_where=none) -%}
list_transform(
                list_sort(
                    list(struct_pack(place := {{ key }}, item := {{ value }}))
                    {%- if only_where %} filter (where {{ only_where }}){% endif %}
                ),
                lambda pair: pair.item
            )
{%- endmacro %}
