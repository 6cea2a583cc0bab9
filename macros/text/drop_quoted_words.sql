{#
    Clean text without the words of others. Before there was a button for it, users quoted by
    hand: "@handle: their words" my words, and: my words RT @handle: their words. A quotation that
    is not closed (the original was cut at its end) runs to the end of the tweet, since nobody can
    tell where it stops; without a colon after the handle it is then no quotation. One quotation
    inside another is seen (a straight mark after a blank opens it). `RT`, `MT` (modified tweet)
    and `QT` (quoted tweet) before a handle give the rest of the tweet to somebody else.
#}
{% macro drop_quoted_words(text) -%}
{%- set handle = '[@＠][A-Za-z0-9_]+' -%}
{%- set quotations = [
    '[“„]\\s*' ~ handle ~ '[:\\s](?:“[^“”]*”|[^“”])*”',
    '[“„]\\s*' ~ handle ~ '[:\\s][^”]*”',
    '["”]\\s*' ~ handle ~ '[:\\s](?:\\s"[^\\s"”][^"”]*["”]|[^"”])*["”]',
    '["“„”]\\s*' ~ handle ~ '\\s*:.*$'
] -%}
{%- set retweet_marks = [
    '\\b(?:RT|MT|QT)\\s*:?\\s*' ~ handle ~ '.*$',
    '^[\\s."“”]*(?i:rt)\\s*:?\\s*' ~ handle ~ '.*$',
    '\\brt\\s*:?\\s*' ~ handle ~ '\\s*:.*$'
] -%}
regexp_replace(
    regexp_replace({{ text }}, '{{ quotations | join("|") }}', ' ', 'g'),
    '{{ retweet_marks | join("|") }}', ' ', 'g'
)
{%- endmacro %}
