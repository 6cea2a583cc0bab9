{#
    The three largest parts of each row's score, by share or by another weight, numbered by place.
    Equal ones go by the smaller id, so that two builds agree; single words have smaller ids than word
    pairs.
#}
{% macro largest_parts(parts, key, part_id, weight='share') -%}
select
    group_number,
    {{ key }},
    unnest(chosen) as part,
    generate_subscripts(chosen, 1) as place

from (
    select
        group_number,
        {{ key }},
        max_by(
            struct_pack(part_id := {{ part_id }}, share := round(share, 9)),
            struct_pack(weight := round({{ weight }}, 9), precedence := -{{ part_id }}),
            3
        ) as chosen

    from {{ parts }}
    group by group_number, {{ key }}
)
{%- endmacro %}


{# Parts of a score, unnested and named, back as a list of (term, share), the largest first. #}
{% macro parts_named(term, parts) -%}
list(struct_pack(term := {{ term }}, share := {{ parts }}.part.share) order by {{ parts }}.place)
{%- endmacro %}
