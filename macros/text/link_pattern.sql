{#
    Links, cut links ("http:/…" at the end of a shortened text), bare addresses with the most common
    domains or with a path, and e-mail addresses (addresses, not words). Links are ASCII only,
    so that a link directly before Japanese text ends correctly.
#}
{% macro link_pattern() -%}
{%- set address = '[!#-;=?-~]' -%}
{{- [
    'https?://t\\.co/[a-z0-9]*',
    '(?:https?|ftp)://' ~ address ~ '*',
    '\\bhttps?\\b:?/{0,2}',
    '\\bwww\\.' ~ address ~ '+',
    '[a-z0-9._%+-]+@[a-z0-9-]+(?:\\.[a-z0-9-]+)+',
    '[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.(?:[a-z]{2,}/' ~ address ~ '*|(?:com|net|org)\\b)'
] | join('|') -}}
{%- endmacro %}
