{#
    Text in which the patterns of ages and years of birth look: parts are separated by bars, so that
    a number alone between two bars is an age; numbers that ref_other_numbers knows to be something
    else are the word `number`. Expects lower case, plain letters and digits, and straight
    apostrophes.
#}
{% macro age_statements(text) -%}
regexp_replace(
    {{ text_parts(text) }},
    {{ text_literal(other_numbers_pattern()) }},
    '|number|',
    'g'
)
{%- endmacro %}


{#
    Separators of parts: symbols and emoji, brackets, emoticons, dashes and slashes beside a space,
    points and commas that are not inside a number, hashtags.
#}
{% macro text_parts(text) -%}
regexp_replace(
    regexp_replace(
        regexp_replace(
            translate({{ text }}, '–−‑', '---'), '{{ numbered_signs() }}', ' number ', 'g'
        ),
        '([^0-9.,])[.,]+|[.,]+([^0-9.,]|$)|(?:^| )#([^0-9 ])',
        '\1|\2\3',
        'g'
    ),
    '{{ part_separators() }}',
    '|',
    'g'
)
{%- endmacro %}


{% macro part_separators() -%}
{%- set symbol = '[^\\x00-\\x7F\\p{L}\\p{N}\\p{M}\\p{Sc}°]' -%}
{{- '(?: *(?:' ~ [
    '<+/?3+',
    '[:;=]-?[()dp3*]+(?:[^a-z0-9]|$)',
    '[|;!?()<>*~^"=]',
    '[\\]\\[{}]',
    symbol,
    '\\x{FE0F}',
    '//+',
    '(?:^| )[/-]+ ?',
    '[/-]+(?: |$)'
] | join('|') ~ '))+ *' -}}
{%- endmacro %}


{# A ball, a globe, a ring or a limit of age with a number: jersey, countries, wedding, readers. #}
{% macro numbered_signs() -%}
[⚽🏀🏈⚾🏐🏒🎾🏉🔞💍✈🌍🌎🌏][ \x{FE0F}]*#?[0-9]{1,3}
{%- endmacro %}


{# All patterns of ref_other_numbers in one; matches nothing until the seed has been loaded. #}
{% macro other_numbers_pattern() -%}
{%- set patterns = loaded_patterns('ref_other_numbers', 'other_number_id')
    | map(attribute='pattern') | list -%}
{{- ' ?(?:' ~ patterns | join('|') ~ ') ?' if patterns else '[^\\x00-\\x{10FFFF}]' -}}
{%- endmacro %}
