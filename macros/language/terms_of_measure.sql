{#
    The terms that drive a measure of a tweet, as a list of (term, share, user_count), largest share
    first.
#}
{% macro terms_of_measure(measure) -%}
list(
    struct_pack(
        term := concat_ws(' ', contexts.token, tokens.token),
        share := round(terms_placed.share, 9),
        user_count := group_terms.user_count + group_terms.other_user_count
    )
    order by terms_placed.place
) filter (where terms_placed.measure = '{{ measure }}')
{%- endmacro %}
