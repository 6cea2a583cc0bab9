{#
    Bio as the patterns of ref_bio_patterns read it: plain letters and digits, lower case, without
    links, handles and HTML entities (a number in a link is not an age), apostrophes straight,
    invisible selectors and runs of white space one space.
#}
{% macro bio_for_patterns(bio) -%}
trim(
    regexp_replace(
        regexp_replace(
            translate(lower(plumage_plain_text({{ bio }})), '’‘´`', ''''''''''),
            '\bhttps?://[^ ]+|@[a-z0-9_]+|&#?[a-z0-9]+;',
            ' ',
            'g'
        ),
        '[\s\x{A0}\x{2800}\x{FE0E}\x{FE0F}]+',
        ' ',
        'g'
    )
)
{%- endmacro %}
