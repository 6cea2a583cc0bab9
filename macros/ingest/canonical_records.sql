{#
    The API and its libraries write the same record in several forms. `readable_structure` is what is
    read of a record: the fields of `structure`, and where else their values may be.
#}
{% macro readable_structure(structure) -%}
    {% set found = {} %}
    {% for name, kind in structure.items() %}
        {% if kind is mapping %}
            {% do found.update({name: readable_structure(kind)}) %}
        {% elif kind is string %}
            {#- As text, also flags: a cast that follows tells a wrong value from a missing one. -#}
            {% do found.update({name: 'VARCHAR'}) %}
            {% if is_id_field(name) %}
                {% do found.update({name ~ '_str': 'VARCHAR'}) %}
            {% endif %}
        {% else %}
            {% do found.update({name: [readable_structure(kind[0])]}) %}
        {% endif %}
    {% endfor %}
    {% if is_tweet_structure(structure) %}
        {% set parts = {'entities': found.entities, 'extended_entities': found.extended_entities} %}
        {% do found.update({
            'full_text': 'VARCHAR', 'extended_tweet': dict(parts, full_text='VARCHAR')
        }) %}
    {% endif %}
    {{ return(found) }}
{%- endmacro %}


{#
    A record with the fields of `structure` alone, each from where its value is: ids from their text,
    since programs that hold numbers as doubles round them; words and entities of a long tweet from
    where they are whole (`extended_tweet` in streams, `full_text` with tweet_mode=extended).
#}
{% macro canonical_record(value, structure, depth=0) -%}
    case
        when {{ value }} is not null
            then {
                {%- for name, kind in structure.items() %}
                '{{ name }}': {{ canonical_field(value, name, kind, structure, depth) }}
                {{- ',' if not loop.last }}
                {%- endfor %}
            }
    end
{%- endmacro %}


{% macro canonical_field(value, name, kind, structure, depth) -%}
    {%- set field = value ~ '.' ~ name -%}
    {%- set is_of_tweet = is_tweet_structure(structure) -%}
    {%- if is_of_tweet and name == 'text' -%}
        coalesce(
            nullif({{ value }}.extended_tweet.full_text, ''),
            nullif({{ value }}.full_text, ''),
            {{ field }}
        )
    {%- elif is_of_tweet and name in ['entities', 'extended_entities'] -%}
        coalesce(
            {{ canonical_value(value ~ '.extended_tweet.' ~ name, kind, depth) }},
            {{ canonical_value(field, kind, depth) }}
        )
    {%- elif kind is string and is_id_field(name) -%}
        coalesce(nullif({{ field }}_str, ''), {{ plain_number(field) }})
    {%- elif kind is string and is_number_field(name) -%}
        {{ plain_number(field) }}
    {%- else -%}
        {{ canonical_value(field, kind, depth) }}
    {%- endif -%}
{%- endmacro %}


{# A field that is nested or a list; lists without ids stay as they are. #}
{% macro canonical_value(field, kind, depth) -%}
    {%- if kind is string -%}
        {{ field }}
    {%- elif kind is mapping -%}
        {{ canonical_record(field, kind, depth) }}
    {%- elif kind[0].keys() | select('in', ['id']) | list -%}
        list_transform(
            {{ field }}, lambda item_{{ depth }}: {{ canonical_record('item_' ~ depth, kind[0], depth + 1) }}
        )
    {%- else -%}
        {{ field }}
    {%- endif -%}
{%- endmacro %}


{#
    A record without the values of another shape than their field's: an object in place of a text is
    nobody's words.
#}
{% macro record_of_right_shapes(value, structure, fields, prefix='') -%}
    case
        when {{ value }} is not null
            then {
                {%- for name, kind in structure.items() %}
                {%- set known = fields.get(prefix ~ name, {}) %}
                {%- set field = value ~ '.' ~ name %}
                '{{ name }}':
                    {%- if known.kind in ['text', 'list', 'object'] %}
                    case when {{ form_letter(known) }} != '?' then {{ field }} end
                    {%- elif kind is mapping %}
                    {{ record_of_right_shapes(field, kind, fields, prefix ~ name ~ '.') }}
                    {%- else %}
                    {{ field }}
                    {%- endif %}
                    {{- ',' if not loop.last }}
                {%- endfor %}
            }
    end
{%- endmacro %}


{# A number as text, without the wrapper of MongoDB's extended JSON: `{"$numberLong": "3"}` is `3`. #}
{% macro plain_number(text) -%}
    case when starts_with({{ text }}, '{') then {{ unwrapped_text(text) }} else {{ text }} end
{%- endmacro %}


{% macro is_id_field(name) -%}
    {{ return(name == 'id' or name.endswith('_id')) }}
{%- endmacro %}


{% macro is_number_field(name) -%}
    {{ return(name.endswith('_count') or name == 'utc_offset') }}
{%- endmacro %}


{% macro is_tweet_structure(structure) -%}
    {{ return('text' in structure and 'entities' in structure) }}
{%- endmacro %}
