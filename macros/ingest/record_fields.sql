{#
    The fields that are read of a record, in order, as far as its structure names them: `name` is the
    path within the record, `kind` what its value must be (text, id, number, flag, time), or `object`
    or `list` where only its presence counts. Nested records (`user`, `status`) have fields of their
    own, which begin with their name.
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
            {% do found.append({'name': path, 'kind': 'list', 'items': kind[0]}) %}
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


{# Condition that a value of a kind can be read; `time_problem` of the base tables tells it of times. #}
{% macro is_readable(value, kind) -%}
    {%- if kind == 'flag' -%}
        ({{ flag_from_text(value) }}) is not null
    {%- elif kind == 'id' -%}
        ({{ id_from_text(value) }}) is not null
    {%- elif kind == 'number' -%}
        ({{ count_from_text(value) }}) is not null
    {%- else -%}
        {{ value }} is not null
    {%- endif -%}
{%- endmacro %}


{# Fields of an input's records, nested ones too: single values first, then lists, then objects. #}
{% macro input_fields(input_name) -%}
    {% set found = record_fields(input_structure(input_name)) %}
    {% set values = found | rejectattr('kind', 'in', ['list', 'object']) | list %}
    {% set lists = found | selectattr('kind', 'equalto', 'list') | list %}
    {% set objects = found | selectattr('kind', 'equalto', 'object') | list %}
    {{ return(values + lists + objects) }}
{%- endmacro %}


{# Place of a field in `record_form`, from 1. #}
{% macro field_place(input_name, name) -%}
    {{ return((input_fields(input_name) | map(attribute='name') | list).index(name) + 1) }}
{%- endmacro %}


{#
    What a line has for each of its input's fields, as one letter: the first of the JSON type (Array,
    Boolean, Double, NULL, Object, UBIGINT, VARCHAR), or `-` where the key is missing. Few forms occur.
#}
{% macro record_form(input_name) -%}
    array_to_string(
            list_transform(
                json_type(
                    line,
                    [
                        {%- for field in input_fields(input_name) %}
                        '$.{{ field.name }}'{{ ',' if not loop.last }}
                        {%- endfor %}
                    ]
                ),
                lambda type: coalesce(left(type, 1), '-')
            ),
            ''
        )
{%- endmacro %}


{# Condition that each value of a record has the shape of its field: no object in place of a text. #}
{% macro is_well_shaped(form, input_name) -%}
    {%- set kinds = input_fields(input_name) | map(attribute='kind') | list -%}
    {%- set lists = kinds | select('equalto', 'list') | list | length -%}
    {%- set objects = kinds | select('equalto', 'object') | list | length -%}
    regexp_full_match(
        {{ form }}, '[^AO]{ {{- kinds | length - lists - objects -}} }[AN-]{ {{- lists -}} }[ON-]{ {{- objects -}} }'
    )
{%- endmacro %}


{# Condition that the value of a field has another shape than it should. #}
{% macro is_misshapen(form, input_name, field) -%}
    {%- set letter = 'substring(' ~ form ~ ', ' ~ field_place(input_name, field.name) ~ ', 1)' -%}
    {%- if field.kind in ['list', 'object'] -%}
        {{ letter }} not in ('-', 'N', '{{ 'A' if field.kind == 'list' else 'O' }}')
    {%- else -%}
        {{ letter }} in ('A', 'O')
    {%- endif -%}
{%- endmacro %}


{# Fields without which an input's records say nothing: the build stops where no record has one. #}
{% macro vital_fields(input_name) -%}
    {{ return(var('inputs')[input_name].json.vital) }}
{%- endmacro %}


{# Condition that a record lacks one of them. #}
{% macro lacks_vital_field(input_name) -%}
    {%- for field in vital_fields(input_name) -%}
        {{ var('inputs')[input_name].json.column }}.{{ field }} is null{{ ' or ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}


{#
    The keys that a record has instead of those expected, for the message that stops the build. Only
    what looks like a name of a field; none under `pseudonymise`, since a key may be anything.
#}
{% macro keys_of_record(input_name) -%}
    {%- set nested = var('inputs')[input_name].json.nested -%}
    {%- if var('pseudonymise') -%}
    null::varchar[]
    {%- else -%}
    list_filter(
                    flatten(json_keys(line, ['$'{{ ", '$." ~ nested ~ "'" if nested }}])),
                    lambda name: regexp_full_match(name, '[A-Za-z_][A-Za-z_.0-9]{0,39}')
                )
    {%- endif -%}
{%- endmacro %}


{#
    Counts of the values of all fields of a kind of record, over a group of them, as a list of structs.
    `time_problem` is the column that tells whether its time can be read.
#}
{% macro counts_of_values(structure, record, time_problem) -%}
    [
        {%- for field in record_fields(structure) %}
        {%- set value = record ~ '.' ~ field.name %}
        {
            'field': '{{ field.name }}',
            'record_count': count(*),
            'filled_count': count(*) filter (where {{ is_filled(value, field.kind) }}),
            'readable_count': count(*) filter (
                where {{ is_filled(value, field.kind) }}
                {%- if field.kind == 'time' %}
                and {{ time_problem }} is distinct from 'time_unreadable'
                {%- elif field.kind not in ['text', 'list', 'object'] %}
                and {{ is_readable(value, field.kind) }}
                {%- endif %}
            ),
            'example': {{ example_unreadable(value, field.kind, time_problem) }}
        }
        {{- ',' if field.kind == 'list' or not loop.last }}
        {%- for item, kind in field.get('items', {}).items() %}
        {{ counts_of_items(field.name, value, item, value_kind(item, kind)) }}{{ ',' if not loop.last }}
        {%- endfor %}
        {{- ',' if field.kind == 'list' and not loop.last }}
        {%- endfor %}
    ]
{%- endmacro %}


{#
    Counts of a field of the items of a list, over the records whose list has items: each item must
    have a value, which can be read; none is an object or a list.
#}
{% macro counts_of_items(field, list, name, kind) -%}
    {%- set given = "coalesce(left(item." ~ name ~ ", 1) not in ('{', '['), false)" -%}
    {
            'field': '{{ field }}.{{ name }}',
            'record_count': count(*) filter (where len({{ list }}) > 0),
            'filled_count': {{ count_if_all(list, given) }},
            'readable_count': {{ count_if_all(
                list, given ~ ' and ' ~ is_readable('item.' ~ name, kind)
            ) }},
            'example': null::varchar
        }
{%- endmacro %}


{# Counts of the keys of all fields, over the forms of a group of records, as a list of structs. #}
{% macro counts_of_keys(structure, input_name, prefix) -%}
    [
        {%- for field in record_fields(structure, prefix) %}
        {%- set letter = 'substring(record_form, ' ~ field_place(input_name, field.name) ~ ', 1)' %}
        {
            'field': '{{ field.name | replace(prefix, '', 1) if prefix else field.name }}',
            'given_count': coalesce(
                sum(record_count) filter (where {{ letter }} != '-'), 0
            )::bigint,
            'misshapen_count': coalesce(
                sum(record_count) filter (
                    where {{ is_misshapen('record_form', input_name, field) }}
                ),
                0
            )::bigint
        }{{ ',' if not loop.last }}
        {%- endfor %}
    ]
{%- endmacro %}


{# Number of records whose list has items that all meet a condition. #}
{% macro count_if_all(list, condition) -%}
    count(*) filter (
                        where
                            len({{ list }}) > 0
                            and len({{ list }}) = len(
                                list_filter({{ list }}, lambda item: {{ condition }})
                            )
                    )
{%- endmacro %}


{% macro is_filled(value, kind) -%}
    {%- if kind == 'list' -%}
        len({{ value }}) > 0
    {%- elif kind == 'object' -%}
        {{ value }} is not null
    {%- else -%}
        {{ value }} != ''
    {%- endif -%}
{%- endmacro %}


{# One value that cannot be read, in masked form: its letters as `a`, its digits as `0`. #}
{% macro example_unreadable(value, kind, time_problem) -%}
    {%- if kind in ['text', 'list', 'object'] -%}
    null::varchar
    {%- else -%}
    min(left({{ form_of_name(value) }}, 40)) filter (
                where {{ value }} != ''
                {%- if kind == 'time' %}
                and {{ time_problem }} = 'time_unreadable'
                {%- else %}
                and not {{ is_readable(value, kind) }}
                {%- endif %}
            )
    {%- endif -%}
{%- endmacro %}
