{#
    A word in any script: letters and digits with their combining marks, joined inside by single
    apostrophes, hyphens, the Catalan middle dot, Hebrew geresh, underscores and (Persian, Indic)
    zero-width joiners. RE2's `\w` is ASCII only. The marks exclude variation selectors and the
    keycap. Scripts without spaces (Chinese, Japanese, Thai) give one token per run: splitting them
    needs a dictionary.
#}
{% macro word_pattern() -%}
{%- set mark = '[^\\P{M}\\x{FE00}-\\x{FE0F}\\x{20D0}-\\x{20FF}]' -%}
{%- set part = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}]|' ~ mark ~ ')*' -%}
{%- set joint = "(?:[''·‐‑׳״\\x{200C}\\x{200D}-]|_+)" -%}
{{- part ~ '(?:' ~ joint ~ part ~ ')*' -}}
{%- endmacro %}
