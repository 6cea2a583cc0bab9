{#
    Emoji of a text in order, as the emoji package finds them. Whatever is more than one character
    (skin tone, flag, keycap, selector, joined people) holds one of a few joining characters, and is
    left to the package: without them, each character that is an emoji is one. So nearly all texts are
    answered some fifteen times faster than by calling the package. Longer texts are left to it too,
    since it looks at their first 10,000 characters alone (python/plumage/udf/emoji.py).
#}
{% macro list_emoji(text) -%}
case
    when
        length({{ text }}) <= 10000
        and not regexp_matches({{ text }}, '{{ joining_characters() }}')
        then regexp_extract_all({{ text }}, '{{ emoji_characters() }}')
    else plumage_emoji({{ text }})
end
{%- endmacro %}


{# Zero-width joiner, selector, keycap, skin tones, letters of flags, tags of regions. #}
{% macro joining_characters() -%}
{{- [
    '[',
    '\\x{200D}\\x{FE0F}\\x{20E3}\\x{1F3FB}-\\x{1F3FF}\\x{1F1E6}-\\x{1F1FF}\\x{E0020}-\\x{E007F}',
    ']'
] | join('') -}}
{%- endmacro %}
