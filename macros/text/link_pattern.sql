{#
    Links, cut links ("http:/…" at the end of a shortened text), bare addresses of the commonest
    domains or with a path, and e-mail addresses (somebody's address, not a word). Only ASCII
    belongs to a link, so that one glued to Japanese text ends where it ends.
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
