{#
    The source of an input: where dbt's graph begins. It is no table, since records are read from files, so
    nothing queries it. Docs run nothing: there, models are compiled on it, so that columns can be
    followed to the file.
#}
{% macro raw_source(input_name) -%}
    {{ return(source(var('inputs')[input_name].source, input_name)) }}
{%- endmacro %}


{# Those of all inputs. #}
{% macro raw_sources() -%}
    {% for input_name in raw_input_names() %}
        {% do raw_source(input_name) %}
    {% endfor %}
    {{ return('') }}
{%- endmacro %}


{# A column of a source as text: NULL where its rows come from files. #}
{% macro raw_column(name) -%}
    {{- adapter.quote(name) if flags.WHICH == 'generate' else 'null' -}}
    ::varchar
{%- endmacro %}


{# From a source, where it is compiled on. #}
{% macro from_raw(relation) -%}
    {{- 'from ' ~ relation if flags.WHICH == 'generate' -}}
{%- endmacro %}
