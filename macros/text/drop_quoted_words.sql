{#
    Clean text without the words of others. Before there was a button for it, users quoted
    manually: "@handle: their words" my words, and: my words RT @handle: their words. A quote that
    is not closed (the original was cut at its end) runs to the end of the tweet, since its end is
    unknown; without a colon after the handle it is then not a quote. One level of nested
    quotes is recognised (a straight mark after a space opens it). After `RT`, `MT` (modified tweet)
    or `QT` (quoted tweet) and a handle, the rest of the tweet is another user's.
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
