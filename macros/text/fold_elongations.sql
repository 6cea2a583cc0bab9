{#
    Pattern of texts that may hold an elongation: three times the same ASCII letter, or any three
    letters outside ASCII on end; no elongation escapes it. RE2 has no back reference: runs of ASCII
    letters are found by a class a letter, and the few texts that may hold others are looked at
    letter by letter, at some twenty times the cost.
#}
{% macro elongation_candidate_pattern() -%}
{%- set triples = [] -%}
{%- for letter in 'abcdefghijklmnopqrstuvwxyz' -%}
    {%- do triples.append(letter * 3) -%}
{%- endfor -%}
(?i){{ triples | join('|') }}|[^\P{L}\x00-\x7F]{3}
{%- endmacro %}


{# Letters outside ASCII that may be of an elongation: three on end, or one with ASCII in lower case. #}
{% macro beyond_ascii_pattern() -%}
[^\P{L}\x00-\x7F]{3}|[\x{130}\x{212A}]
{%- endmacro %}


{# Runs of three or more of one ASCII letter, whatever its case. #}
{% macro ascii_elongation_pattern() -%}
{%- set runs = [] -%}
{%- for letter in 'abcdefghijklmnopqrstuvwxyz' -%}
    {%- do runs.append('[' ~ letter ~ letter | upper ~ ']{3,}') -%}
{%- endfor -%}
{{ runs | join('|') }}
{%- endmacro %}


{#
    Text in which a letter stands at most twice on end ("sooooo" and "sooo" become "soo", apart
    from "so"), whatever its case. Two, not one, because doubled letters are spelling; digits
    stay, because 1000 is not 100. (Brody and Diakopoulos 2011 on what lengthening tells.)
#}
{% macro fold_elongations(text) -%}
case
    when not regexp_matches({{ text }}, '{{ elongation_candidate_pattern() }}') then {{ text }}
    when regexp_matches({{ text }}, '{{ beyond_ascii_pattern() }}')
        then list_transform(
            [string_split({{ text }}, '')],
            lambda characters: array_to_string(
                list_transform(
                    list_filter(
                        range(1, len(characters) + 1),
                        lambda place: not ({{ is_third_of_a_letter('characters', 'place') }})
                    ),
                    lambda place: characters[place]
                ),
                ''
            )
        )[1]
    else {{ fold_ascii_elongations(text) }}
end
{%- endmacro %}


{# A replacement can name nine groups, so the letters take three turns. #}
{% macro fold_ascii_elongations(text) -%}
{%- set folded = namespace(sql=text) -%}
{%- for letters in ['abcdefghi', 'jklmnopqr', 'stuvwxyz'] -%}
    {%- set runs = [] -%}
    {%- set groups = [] -%}
    {%- for letter in letters -%}
        {%- set class = '[' ~ letter ~ letter | upper ~ ']' -%}
        {%- do runs.append('(' ~ class ~ '{2})' ~ class ~ '+') -%}
        {%- do groups.append('\\' ~ loop.index) -%}
    {%- endfor -%}
    {%- set words = [folded.sql, "'" ~ runs | join('|') ~ "'", "'" ~ groups | join ~ "'", "'g'"] -%}
    {%- set folded.sql = 'regexp_replace(' ~ words | join(', ') ~ ')' -%}
{%- endfor -%}
{{ folded.sql }}
{%- endmacro %}


{# How many runs of three or more of the same letter a text holds. #}
{% macro count_elongations(text) -%}
case
    when not coalesce(regexp_matches({{ text }}, '{{ elongation_candidate_pattern() }}'), false)
        then 0
    when regexp_matches({{ text }}, '{{ beyond_ascii_pattern() }}')
        then list_transform(
            [string_split({{ text }}, '')],
            lambda characters: len(list_filter(
                range(1, len(characters) + 1),
                lambda place: {{ is_third_of_a_letter('characters', 'place') }}
                    and (place = 3 or lower(characters[place]) != lower(characters[place - 3]))
            ))
        )[1]
    else len(regexp_extract_all({{ text }}, '{{ ascii_elongation_pattern() }}'))
end
{%- endmacro %}


{# Whether the character at a place is a letter and the two before it are the same letter. #}
{% macro is_third_of_a_letter(characters, place) -%}
{{ place }} > 2
and lower({{ characters }}[{{ place }}]) = lower({{ characters }}[{{ place }} - 1])
and lower({{ characters }}[{{ place }}]) = lower({{ characters }}[{{ place }} - 2])
and regexp_matches({{ characters }}[{{ place }}], '\p{L}')
{%- endmacro %}
