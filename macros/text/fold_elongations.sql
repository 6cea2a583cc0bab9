{#
    Pattern of texts that may contain an elongation: three times the same ASCII letter, or any three
    consecutive letters outside ASCII; it misses no elongation. RE2 has no back references: runs of
    ASCII letters are found by one class per letter, and the few texts that may have others are
    checked letter by letter, at some twenty times the cost.
#}
{% macro elongation_candidate_pattern() -%}
{%- set triples = [] -%}
{%- for letter in 'abcdefghijklmnopqrstuvwxyz' -%}
    {%- do triples.append(letter * 3) -%}
{%- endfor -%}
(?i){{ triples | join('|') }}|[^\P{L}\x00-\x7F]{3}
{%- endmacro %}


{# Non-ASCII letters that may be elongated: three in a row, or one with an ASCII lower case. #}
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
    Text with each letter at most twice in a row ("sooooo" and "sooo" become "soo", different
    from "so"), whatever its case. Two, not one, because doubled letters are spelling; digits
    stay, because 1000 is not 100. (Brody and Diakopoulos 2011 on the meaning of lengthening.)
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


{# A replacement can have nine groups, so the letters need three rounds. #}
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


{# Number of runs of three or more of the same letter in a text. #}
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


{# Whether the character at a position is a letter and equal to the two before it. #}
{% macro is_third_of_a_letter(characters, place) -%}
{{ place }} > 2
and lower({{ characters }}[{{ place }}]) = lower({{ characters }}[{{ place }} - 1])
and lower({{ characters }}[{{ place }}]) = lower({{ characters }}[{{ place }} - 2])
and regexp_matches({{ characters }}[{{ place }}], '\p{L}')
{%- endmacro %}
