{#
    The terms that drive a measure of a tweet, as a list of (term, share), largest share first; a
    term is NULL where reports must not name it.
#}
{% macro terms_of_measure(measure) -%}
list(
    struct_pack(
        term := {{ shown_term(
            "concat_ws(' ', contexts.token, tokens.token)",
            'group_terms.user_count + group_terms.other_user_count'
        ) }},
        share := round(terms_placed.share, 9)
    )
    order by terms_placed.place
) filter (where terms_placed.measure = '{{ measure }}')
{%- endmacro %}
