{#
    Text with HTML entities decoded once. The platform escapes & < > in tweets; publishing tools add
    quotes, apostrophes and dashes. `&` comes last and in one pass, so that a user's
    "&amp;lt;" becomes "&lt;" and is not decoded again.
#}
{% macro decode_html_entities(text) %}
{%- set characters = {
    '<': ['&lt;', '&#60;'],
    '>': ['&gt;', '&#62;'],
    '"': ['&quot;', '&#34;'],
    "''": ['&apos;', '&#39;', '&#039;', '&#x27;'],
    ' ': ['&nbsp;', '&#160;'],
    '…': ['&hellip;', '&#8230;'],
    '–': ['&ndash;', '&#8211;'],
    '—': ['&mdash;', '&#8212;'],
    '‘': ['&lsquo;', '&#8216;'],
    '’': ['&rsquo;', '&#8217;'],
    '“': ['&ldquo;', '&#8220;'],
    '”': ['&rdquo;', '&#8221;']
} -%}
{%- set decoded = namespace(text=text) -%}
{%- for character, entities in characters.items() -%}
    {%- set pattern = entities | join('|') -%}
    {%- set decoded.text -%}
        regexp_replace({{ decoded.text }}, '{{ pattern }}', '{{ character }}', 'g')
    {%- endset -%}
{%- endfor -%}
regexp_replace({{ decoded.text }}, '&amp;|&#38;|&#038;|&#x26;', '&', 'g')
{%- endmacro %}
