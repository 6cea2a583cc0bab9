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
    Text in which a letter stands at most twice on end ("sooooo" and "sooo" become "soo", apart
    from "so"), whatever its case. Two, not one, because doubled letters are spelling; digits
    stay, because 1000 is not 100. (Brody and Diakopoulos 2011 on what lengthening tells.)
#}
{% macro fold_elongations(text) -%}
case
    when regexp_matches({{ text }}, '{{ elongation_candidate_pattern() }}')
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
    else {{ text }}
end
{%- endmacro %}


{# How many runs of three or more of the same letter a text holds. #}
{% macro count_elongations(text) -%}
case
    when regexp_matches({{ text }}, '{{ elongation_candidate_pattern() }}')
        then list_transform(
            [string_split({{ text }}, '')],
            lambda characters: len(list_filter(
                range(1, len(characters) + 1),
                lambda place: {{ is_third_of_a_letter('characters', 'place') }}
                    and (place = 3 or lower(characters[place]) != lower(characters[place - 3]))
            ))
        )[1]
    else 0
end
{%- endmacro %}


{# Whether the character at a place is a letter and the two before it are the same letter. #}
{% macro is_third_of_a_letter(characters, place) -%}
{{ place }} > 2
and lower({{ characters }}[{{ place }}]) = lower({{ characters }}[{{ place }} - 1])
and lower({{ characters }}[{{ place }}]) = lower({{ characters }}[{{ place }} - 2])
and regexp_matches({{ characters }}[{{ place }}], '\p{L}')
{%- endmacro %}
