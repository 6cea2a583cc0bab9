{#
    The three largest parts of a score as a list of (id, share). Equal shares go by the smaller id,
    so that two builds agree; single words have smaller ids than word pairs.
#}
{% macro largest_parts(part_id, share) -%}
max_by(
    struct_pack(part_id := {{ part_id }}, share := round({{ share }}, 9)),
    struct_pack(share := round({{ share }}, 9), precedence := -{{ part_id }}),
    3
)
{%- endmacro %}


{# Parts of a score by id, unnested, back as a list of (term, share), the largest first. #}
{% macro parts_named(term, share, place) -%}
list(struct_pack(term := {{ term }}, share := {{ share }}) order by {{ place }})
{%- endmacro %}
