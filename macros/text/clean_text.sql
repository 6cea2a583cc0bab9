{#
    Text as its author saw it: entities decoded once, canonically composed (NFC), apostrophes
    straight (VADER and most word lists know only "don't"), invisible typesetting marks removed
    (soft hyphen, direction marks, Arabic tatweel), any run of white space one space. Variation
    selectors and zero-width joiners stay: emoji and Indic words contain them. Case and
    punctuation stay.
#}
{% macro clean_text(text) -%}
trim(
    regexp_replace(
        regexp_replace(
            translate(
                nfc_normalize({{ decode_html_entities(text) }}),
                '’‘ʼ＇´`', ''''''''''''''
            ),
            '[\x{AD}\x{640}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2060}\x{2066}-\x{2069}\x{FEFF}]',
            '',
            'g'
        ),
        '[\s\p{Z}\p{Cc}\x{200B}]+',
        ' ',
        'g'
    )
)
{%- endmacro %}
