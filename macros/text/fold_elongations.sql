{#
    Pattern of texts that may hold an elongation: three times the same ASCII letter, or any three
    letters outside ASCII on end. RE2 has no back reference, so the few texts it finds are looked at
    letter by letter; no elongation escapes it.
#}
{% macro elongation_candidate_pattern() -%}
{%- set triples = [] -%}
{%- for letter in 'abcdefghijklmnopqrstuvwxyz' -%}
    {%- do triples.append(letter * 3) -%}
{%- endfor -%}
(?i){{ triples | join('|') }}|[^\P{L}\x00-\x7F]{3}
{%- endmacro %}


{#
    Text in which a letter stands at most twice on end ("sooooo" and "sooo" become "soo", apart from
    "so"), whatever its case. Two, not one, because doubled letters are spelling; digits stay, because
    1000 is not 100. (Brody and Diakopoulos 2011 on what lengthening tells.)
#}
{% macro fold_elongations(text) -%}
case
    when regexp_matches({{ text }}, '{{ elongation_candidate_pattern() }}')
        then array_to_string(list_transform(
            [string_split({{ text }}, '')],
            lambda characters: list_filter(
                characters,
                lambda character, place: not (
                    place > 2
                    and lower(character) = lower(characters[place - 1])
                    and lower(character) = lower(characters[place - 2])
                    and regexp_matches(character, '\p{L}')
                )
            )
        )[1], '')
    else {{ text }}
end
{%- endmacro %}


{# How many runs of three or more of the same letter a text holds. #}
{% macro count_elongations(text) -%}
case
    when regexp_matches({{ text }}, '{{ elongation_candidate_pattern() }}')
        then list_transform(
            [string_split(lower({{ text }}), '')],
            lambda characters: len(list_filter(
                characters,
                lambda character, place: place > 2
                    and character = characters[place - 1]
                    and character = characters[place - 2]
                    and (place = 3 or character != characters[place - 3])
                    and regexp_matches(character, '\p{L}')
            ))
        )[1]
    else 0
end
{%- endmacro %}
