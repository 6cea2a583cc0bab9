{# The terms that drive a measure of a tweet, as a list of (term, share), largest share first. #}
{% macro terms_of_measure(measure) -%}
list(
    struct_pack(
        term := concat_ws(' ', contexts.token, tokens.token), share := round(terms_placed.share, 9)
    )
    order by terms_placed.place
) filter (where terms_placed.measure = '{{ measure }}')
{%- endmacro %}
