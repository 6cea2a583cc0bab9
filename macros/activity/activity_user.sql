{# What stands for nothing, in lower case: empty text and `activity_missing_words`. #}
{% macro missing_words() -%}
    {%- set words = ["''"] -%}
    {%- set given = var('activity_missing_words') -%}
    {%- for word in (given if given is iterable else []) -%}
        {%- do words.append(text_literal(word | string | lower)) -%}
    {%- endfor -%}
    {{ words | join(', ') }}
{%- endmacro %}


{# The first value of a list that says anything, unwrapped (`unwrapped_text`). NULL without any. #}
{% macro first_logged_value(candidates) -%}
    list_filter(
        list_transform({{ candidates }}, lambda candidate: {{ unwrapped_text('candidate') }}),
        lambda candidate: lower(candidate) not in ({{ missing_words() }})
    )[1]
{%- endmacro %}


{#
    The same of ids. An object stands for the id that it has, whatever else it says; one without an id
    says nothing.
#}
{% macro first_logged_id(candidates) -%}
    {%- set fields = [] -%}
    {%- for name in ['id_str', 'id', 'user_id', 'userId', 'uid', '_id'] -%}
        {%- do fields.append("candidate ->> '$." ~ name ~ "'") -%}
    {%- endfor -%}
    {{ first_logged_value(
        "flatten(list_transform(" ~ candidates ~ ", lambda candidate: case"
        ~ " when regexp_matches(candidate, '^\\s*\\{\\s*(\\}|\"[^$])') and json_valid(candidate)"
        ~ " then [" ~ fields | join(', ') ~ "] else [candidate] end))"
    ) }}
{%- endmacro %}


{# The first value of a field's columns: users and events are ids. #}
{% macro first_of_field(field, expressions) -%}
    {%- set candidates = '[' ~ expressions | join(', ') ~ ']' -%}
    {%- if not expressions -%}
        null::varchar
    {%- elif field in ['user', 'event'] -%}
        {{ first_logged_id(candidates) }}
    {%- else -%}
        {{ first_logged_value(candidates) }}
    {%- endif -%}
{%- endmacro %}


{#
    The same of a CSV's cells. Most have neither blanks, quotes nor an object around them: those skip
    the lists, which takes a third of the time.
#}
{% macro first_of_cells(field, cells) -%}
    {%- set found = ['null::varchar'] -%}
    {%- for cell in cells -%}
        {%- do found.append(
            "case when regexp_matches(" ~ cell ~ ", '^[\\s\"{\\x{A0}]|[\\s\"\\x{A0}]$') then "
            ~ first_of_field(field, [cell])
            ~ " when lower(" ~ cell ~ ") not in (" ~ missing_words() ~ ") then " ~ cell ~ " end"
        ) -%}
    {%- endfor -%}
    coalesce({{ found | join(', ') }})
{%- endmacro %}


{# Positions in a CSV or names in Parquet of a field's columns, in order of preference. #}
{% macro columns_of_field(file, field) -%}
    {{ return((file[field ~ '_column'] or '').split('\x1f') | select | list) }}
{%- endmacro %}


{#
    An id in one spelling: whole numbers without leading zeros and without the `.0` that a column of
    floating-point numbers adds, letters in Unicode's normal form C. Case counts.
#}
{% macro id_in_one_spelling(id) -%}
    case
        when regexp_full_match({{ id }}, '0+[0-9]*(\.0*)?|[0-9]+\.0*')
            then coalesce(nullif(ltrim(split_part({{ id }}, '.', 1), '0'), ''), '0')
        else nfc_normalize({{ id }})
    end
{%- endmacro %}


{#
    Whether an id is a number that has lost digits: in scientific notation, or a floating-point number
    of 2^53 or more, where not every whole number exists. Ids such as `7e10` may be hashes.
#}
{% macro is_rounded_id(id) -%}
    regexp_full_match({{ id }}, '[0-9]([.,][0-9]+)?[eE]\+[0-9]{1,3}|[0-9][.,][0-9]+[eE][0-9]{1,3}')
    or (
        regexp_full_match({{ id }}, '[0-9]{16,}\.0*')
        and try_cast(split_part({{ id }}, '.', 1) as double) >= 9007199254740992
    )
{%- endmacro %}


{#
    A log's user as stored in the warehouse: in one spelling or, under `pseudonymise`, as a keyed hash
    of that. Platform ids get the same hash as in the export, so that both still join.
#}
{% macro activity_user(user) -%}
    {%- set id = id_in_one_spelling(user) -%}
    {%- if var('pseudonymise') -%}
    case
        when {{ id_from_text(id) }}::varchar = {{ id }}
            then {{ pseudonym_of_id(id_from_text(id)) }}::varchar
        else {{ pseudonym_of_link(id) }}
    end
    {%- else -%}
    {{ id }}
    {%- endif -%}
{%- endmacro %}
