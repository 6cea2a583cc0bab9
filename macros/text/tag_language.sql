{#
    What a tag says of the language that VADER knows: english, other or undetermined. Regions count
    as English ("en-GB"); a missing tag is undetermined.
#}
{% macro tag_language(lang) -%}
case
    when ({{ known_language(lang) }}) is null then 'undetermined'
    when regexp_matches(lower({{ lang }}), '^en(?:g?$|[_-])') then 'english'
    else 'other'
end
{%- endmacro %}


{#
    A language tag, NULL where it names no language: platforms write `und`, `zxx` (no words), `art`, or
    a code for local use (ISO 639-2: qaa to qtz), such as `qme` for nothing but media.
#}
{% macro known_language(lang) -%}
case
    when not regexp_full_match(lower({{ lang }}), '(?:und|mis|mul|zxx|art|q[a-t][a-z])?')
        then {{ lang }}
end
{%- endmacro %}
