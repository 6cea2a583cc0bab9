{#
    The record types that are counted from raw file to staging, from the variable `inputs`. `base`:
    table that parses them; `rejected`: column with the reason for unusable records; `present`:
    condition that a nested record exists; `kept`: table that keeps one version per `key`, identified
    there by `kept_when`; `repeats`: whether others are duplicates; `shape`: which fields of
    ref_format_columns it has.
#}
{% macro record_types() -%}
    {% set found = [] %}
    {% for input_name, input in var('inputs').items() %}
        {% for record in input.records %}
            {% do found.append({
                'name': record.name,
                'shape': record.get('shape'),
                'input': input_name,
                'base': 'base_' ~ input.source ~ '__' ~ input_name,
                'rejected': record.get('rejected', 'rejection_reason'),
                'present': record.get('present', 'true'),
                'kept': record.kept,
                'kept_when': record.get('kept_when', 'true'),
                'key': record.key,
                'repeats': record.get('repeats', true),
            }) %}
        {% endfor %}
    {% endfor %}
    {{ return(found) }}
{%- endmacro %}


{# Record type of an input's own or nested records, as SQL on a column of input names. #}
{% macro record_type_of(input_name, nested=false) -%}
    case {{ input_name }}
        {%- for record_type in record_types() if ('.' in record_type.name) == nested %}
        when '{{ record_type.input }}' then '{{ record_type.name }}'
        {%- endfor %}
    end
{%- endmacro %}


{# Whether a reason marks a notice of a stream, which is no record: it is counted apart. #}
{% macro is_stream_notice(reason) -%}
    {{ reason }} = 'stream_notice'
{%- endmacro %}


{# Tables that keep records, without repeats. #}
{% macro kept_record_models() -%}
    {{ return(record_types() | map(attribute='kept') | unique | list) }}
{%- endmacro %}


{# Join condition on columns that both tables have. #}
{% macro columns_match(left, right, columns) -%}
    {% set conditions = [] %}
    {% for column in columns %}
        {% do conditions.append(left ~ '.' ~ column ~ ' = ' ~ right ~ '.' ~ column) %}
    {% endfor %}
    {{ return(conditions | join(' and ')) }}
{%- endmacro %}


{# Record types with one version kept; ages_test may list a user twice. #}
{% macro repeatable_record_types() -%}
    {{ return(record_types() | selectattr('repeats') | list) }}
{%- endmacro %}


{# The tables that parse and keep them, without repeats. #}
{% macro repeatable_record_models() -%}
    {% set names = [] %}
    {% for record_type in repeatable_record_types() %}
        {% for name in [record_type.base, record_type.kept] %}
            {% if name not in names %}
                {% do names.append(name) %}
            {% endif %}
        {% endfor %}
    {% endfor %}
    {{ return(names) }}
{%- endmacro %}
