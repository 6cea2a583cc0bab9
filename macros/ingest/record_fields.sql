{#
    The fields that are read of a record, in order, as far as its structure names them: `name` is the
    path within the record, `kind` what its value must be (text, id, number, flag, time), or `object`
    or `list` where only its presence counts. What the items of a list have is a field of kind `item`.
    Nested records (`user`, `status`) have fields of their own, which begin with their name.
#}
{% macro record_fields(structure, prefix='') -%}
    {% set found = [] %}
    {% for name, kind in structure.items() %}
        {% set path = prefix ~ name %}
        {% if kind is string %}
            {% do found.append({'name': path, 'kind': value_kind(name, kind)}) %}
        {% elif kind is mapping and name in ['coordinates', 'place'] %}
            {% do found.append({'name': path, 'kind': 'object'}) %}
        {% elif kind is mapping %}
            {% do found.extend(record_fields(kind, path ~ '.')) %}
        {% else %}
            {% do found.append({'name': path, 'kind': 'list'}) %}
            {% for item, item_kind in kind[0].items() %}
                {% do found.append({
                    'name': path ~ '.' ~ item,
                    'kind': 'item',
                    'list': path,
                    'item': item,
                    'item_kind': value_kind(item, item_kind),
                }) %}
            {% endfor %}
        {% endif %}
    {% endfor %}
    {{ return(found) }}
{%- endmacro %}


{% macro value_kind(name, kind) -%}
    {% if kind == 'BOOLEAN' %}
        {{ return('flag') }}
    {% elif name == 'created_at' %}
        {{ return('time') }}
    {% elif is_id_field(name) %}
        {{ return('id') }}
    {% elif is_number_field(name) %}
        {{ return('number') }}
    {% endif %}
    {{ return('text') }}
{%- endmacro %}


{#
    Fields of an input's records by name, nested ones too, each with its place in `record_form`, from 1.
    Macros hand them on, since making them takes a millisecond.
#}
{% macro input_fields(input_name) -%}
    {% set fields = {} %}
    {% for field in record_fields(input_structure(input_name)) %}
        {% do fields.update({field.name: dict(field, place=loop.index)}) %}
    {% endfor %}
    {{ return(fields) }}
{%- endmacro %}


{#
    Types of records that are parsed from JSON, as `record_types` has them, with the fields of each:
    their names within such a record, and within the whole record of the input.
#}
{% macro json_record_types() -%}
    {% set found = [] %}
    {% for record_type in record_types() if var('inputs')[record_type.input].json %}
        {% set nested = (var('inputs')[record_type.input].json.nested or '') ~ '.' %}
        {% set is_nested = '.' in record_type.name %}
        {% set fields = [] %}
        {% for path, field in input_fields(record_type.input).items()
            if is_nested == (path.startswith(nested) and nested != '.') %}
            {% do fields.append(dict(field, path=path, name=path[nested | length:] if is_nested else path)) %}
        {% endfor %}
        {% do found.append(dict(record_type, fields=fields)) %}
    {% endfor %}
    {{ return(found) }}
{%- endmacro %}


{# Condition that a record of a type is there, and usable. #}
{% macro is_usable(record_type) -%}
    {{ record_type.present }} and {{ record_type.rejected }} is null
{%- endmacro %}


{# JSON types of what stands in a line at the path of each field; NULL where the key is missing. #}
{% macro json_types(fields) -%}
    json_type(
            line,
            [
                {%- for name in fields %}
                '$.{{ name }}'{{ ',' if not loop.last }}
                {%- endfor %}
            ]
        )
{%- endmacro %}


{#
    What a record says of each of its input's fields, as one letter: `1` a value that can be read, `?`
    one that cannot, `0` nothing although the key is there, `-` no key, a blank where the nested record
    or the list is missing that the field would be part of. Few forms occur, each many times.
#}
{% macro record_form(record, fields, nested) -%}
    concat(
            {%- for field in fields.values() %}
            case
                {%- if nested and field.name.startswith(nested ~ '.') %}
                when {{ record }}.{{ nested }} is null then ' '
                {%- endif %}
                {{ letter_branches(record, field) }}
            end
            {{- ',' if not loop.last }}
            {%- endfor %}
        )
{%- endmacro %}


{# A value may come from another key than its field's own (`full_text`), so it is looked at first. #}
{% macro letter_branches(record, field) -%}
    {%- set type = 'json_types[' ~ field.place ~ ']' -%}
    {%- set value = record ~ '.' ~ (field.list or field.name) -%}
    {%- if field.kind == 'item' -%}
        {{ item_branches(value, field) }}
    {%- elif field.kind in ['object', 'list'] -%}
        {%- if field.kind == 'list' %}
                when len({{ value }}) > 0 then '1'
        {%- endif %}
                when {{ type }} is null then '-'
                when {{ type }} = 'NULL' then '0'
                {%- if field.kind == 'list' %}
                when {{ type }} = 'ARRAY' then '0'
                {%- else %}
                when {{ type }} = 'OBJECT' then '1'
                {%- endif %}
                else '?'
    {%- else -%}
                when {{ value }} is null or {{ value }} = '' then if({{ type }} is null, '-', '0')
                {%- if field.kind == 'text' %}
                when {{ type }} is null or {{ type }} not in ('OBJECT', 'ARRAY') then '1'
                {%- else %}
                when {{ is_readable(value, field.kind, type) }} then '1'
                {%- endif %}
                else '?'
    {%- endif -%}
{%- endmacro %}


{# Each item must have a value, which can be read; none is an object or a list. #}
{% macro item_branches(list, field) -%}
    {%- set value = 'item.' ~ field.item -%}
    when coalesce(len({{ list }}), 0) = 0 then ' '
                when len(list_filter(
                    {{ list }}, lambda item: {{ value }} is null or left({{ value }}, 1) in ('{', '[')
                )) > 0 then '-'
                {%- if field.item_kind != 'text' %}
                when len(
                    list_filter({{ list }}, lambda item: not ({{ is_readable(value, field.item_kind) }}))
                ) > 0 then '?'
                {%- endif %}
                else '1'
{%- endmacro %}


{# Condition that a value can be read; that JSON calls it a number or a flag says so at once. #}
{% macro is_readable(value, kind, type=none) -%}
    {%- if kind == 'flag' -%}
        {{ type ~ " = 'BOOLEAN' or " if type }}{{ flag_from_text(value) }} is not null
    {%- elif kind == 'time' -%}
        {{ default__time_from_text(value) }} is not null
    {%- elif kind == 'id' -%}
        {{ id_from_text(value) }} is not null
    {%- elif kind == 'number' -%}
        {{ count_from_text(value) }} is not null
    {%- endif -%}
{%- endmacro %}


{# The letter of a field in the form of a record. #}
{% macro form_letter(field) -%}
    substring(record_form, {{ field.place }}, 1)
{%- endmacro %}


{#
    Fields whose values cannot be read, each with its value in masked form: letters as `a`, digits as
    `0`. NULL without any.
#}
{% macro unreadable_values(fields) -%}
    case
            when contains(record_form, '?')
                then list_transform(
                    list_where(
                        ['{{ fields | join("', '") }}'],
                        list_transform(string_split(record_form, ''), lambda letter: letter = '?')
                    ),
                    lambda name: {
                        'field': name,
                        'example': left(
                            {{ form_of_name("json_extract_string(line, '$.' || name)") }}, 40
                        )
                    }
                )
        end
{%- endmacro %}


{#
    Fields without which an input's records say nothing, each with the type of record that it is part
    of: the build stops where no record has one.
#}
{% macro vital_fields(input_name) -%}
    {% set found = [] %}
    {% for record_type in json_record_types() if record_type.input == input_name %}
        {% for field in record_type.fields if field.path in var('inputs')[input_name].json.vital %}
            {% do found.append((record_type, field)) %}
        {% endfor %}
    {% endfor %}
    {{ return(found) }}
{%- endmacro %}


{#
    The keys that a record has instead of vital fields, for the message that stops the build. Only what
    looks like a name of a field; none under `pseudonymise`, since a key may be anything.
#}
{% macro keys_instead(input_name) -%}
    {%- set json = var('inputs')[input_name].json -%}
    {%- if var('pseudonymise') -%}
    null::varchar[]
    {%- else -%}
    case
            when
                {%- for field in json.vital %}
                {{ json.column }}.{{ field }} is null{{ ' or' if not loop.last }}
                {%- endfor %}
                then list_filter(
                    flatten(json_keys(line, ['$'{{ ", '$." ~ json.nested ~ "'" if json.nested }}])),
                    lambda name: regexp_full_match(name, '[A-Za-z_][A-Za-z_.0-9]{0,39}')
                )
        end
    {%- endif -%}
{%- endmacro %}
