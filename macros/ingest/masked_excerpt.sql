{#
    The first 200 characters of a record for people who fix it: punctuation, numbers and known field
    names stay, every other word is `…`. Handles, names and texts can be anywhere in damaged bytes, so
    only what is known to be harmless is shown; `plumage rejects export` has the rest. Under
    `pseudonymise` only the form.
#}
{% macro masked_excerpt(expression) -%}
    {%- if var('pseudonymise') -%}
    {{ form_of_name('left(' ~ expression ~ ', 200)') }}
    {%- else -%}
    left(
        array_to_string(
            list_transform(
                regexp_extract_all(
                    regexp_replace(
                        left({{ expression }}, 400),
                        '("(?:[a-z_]*screen_name|name)"\s*:\s*")(?:[^"\\]|\\.)*',
                        '\1…',
                        'g'
                    ),
                    '[0-9A-Za-z_\x{80}-\x{10FFFF}]+|[^0-9A-Za-z_\x{80}-\x{10FFFF}]+'
                ),
                lambda piece: if(
                    regexp_matches(piece, '{{ harmless_piece_pattern() }}')
                    or list_contains({{ known_field_names() }}, piece),
                    piece,
                    '…'
                )
            ),
            ''
        ),
        200
    )
    {%- endif -%}
{%- endmacro %}


{# Punctuation, numbers, JSON keywords, and surrogate escapes: lone ones are a rejection reason. #}
{% macro harmless_piece_pattern() -%}
    ^(?:[^0-9A-Za-z_\x{80}-\x{10FFFF}]+|[0-9]+(?:[eE][0-9]*)?|…|true|false|null|NaN|Infinity|u[dD][89a-fA-F][0-9a-fA-F]{2})$
{%- endmacro %}


{# Names of the fields that models read, as a SQL list. #}
{% macro known_field_names() -%}
    {%- set names = ['user', 'status', 'id_str'] -%}
    {%- do collect_field_names(dict(tweet_structure(), account=account_structure()), names) -%}
    ['{{ names | unique | sort | join("', '") }}']
{%- endmacro %}


{% macro collect_field_names(structure, names) -%}
    {%- if structure is mapping -%}
        {%- for name, content in structure.items() -%}
            {%- do names.append(name) -%}
            {%- do collect_field_names(content, names) -%}
        {%- endfor -%}
    {%- elif structure is iterable and structure is not string -%}
        {%- for content in structure -%}{%- do collect_field_names(content, names) -%}{%- endfor -%}
    {%- endif -%}
{%- endmacro %}
