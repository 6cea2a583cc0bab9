{#
    Bio as the patterns of ref_bio_patterns read it: lower case, without links and handles (a number in
    a link is not an age), apostrophes straight, invisible selectors and runs of white space one space.
#}
{% macro bio_for_patterns(bio) -%}
trim(
    regexp_replace(
        regexp_replace(
            translate(lower({{ bio }}), '’‘´`', ''''''''''),
            '\bhttps?://[^ ]+|@[a-z0-9_]+',
            ' ',
            'g'
        ),
        '[\s\x{A0}\x{2800}\x{FE0E}\x{FE0F}]+',
        ' ',
        'g'
    )
)
{%- endmacro %}
