{#
    Emoji of a text in order, as the emoji package finds them, without those that print as text (©,
    a bare ❤). Emoji of more than one character (skin tone, flag, keycap, selector, joined people)
    contain one of a few joining characters, and are left to the package: without these, each
    character that prints as an emoji is one. So nearly all texts take about a fifteenth of the time
    of the package. Longer texts are left to it too, since it reads only their first 10,000
    characters (python/plumage/udf/emoji.py).
#}
{% macro list_emoji(text) -%}
case
    when
        length({{ text }}) <= 10000
        and not regexp_matches({{ text }}, '{{ joining_characters() }}')
        then regexp_extract_all({{ text }}, '{{ emoji_presentation_characters() }}')
    else plumage_emoji({{ text }})
end
{%- endmacro %}


{# Zero-width joiner, selectors, keycap, skin tones, flag letters, region tags. #}
{% macro joining_characters() -%}
{{- [
    '[',
    '\\x{200D}\\x{FE0E}\\x{FE0F}\\x{20E3}',
    '\\x{1F3FB}-\\x{1F3FF}\\x{1F1E6}-\\x{1F1FF}\\x{E0020}-\\x{E007F}',
    ']'
] | join('') -}}
{%- endmacro %}
