{#
    One whole emoji, after removing variation selectors: flag, keycap, flag of a region, or emoji
    with skin tone and joined parts. A sequence with zero-width joiners is one emoji here; the emoji
    package, the source of the emoji features, splits sequences that Unicode does not recommend.
#}
{% macro emoji_pattern() -%}
{%- set emoji_with_tone = emoji_characters() ~ '[\\x{1F3FB}-\\x{1F3FF}]?' -%}
{{- [
    '[\\x{1F1E6}-\\x{1F1FF}]{2}',
    '[0-9#*]\\x{20E3}',
    '\\x{1F3F4}[\\x{E0020}-\\x{E007E}]+\\x{E007F}',
    emoji_with_tone ~ '(?:\\x{200D}' ~ emoji_with_tone ~ ')*',
    '[\\x{1F3FB}-\\x{1F3FF}]'
] | join('|') -}}
{%- endmacro %}
