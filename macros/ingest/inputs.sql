{# Inputs that a build cannot do without. #}
{% macro required_input_names() -%}
    {% set names = [] %}
    {% for name, input in var('inputs').items() if input.is_required %}
        {% do names.append(name) %}
    {% endfor %}
    {{ return(names | sort) }}
{%- endmacro %}


{# Inputs that feed only some of the features. #}
{% macro optional_input_names() -%}
    {{ return(var('inputs').keys() | reject('in', required_input_names()) | sort) }}
{%- endmacro %}


{% macro raw_input_names() -%}
    {{ return(required_input_names() + optional_input_names()) }}
{%- endmacro %}


{# Input by each name that its files may begin with. #}
{% macro raw_file_names() -%}
    {% set names = {} %}
    {% for name, input in var('inputs').items() %}
        {% do names.update({name: name}) %}
        {% for other in input.other_names or [] %}{% do names.update({other: name}) %}{% endfor %}
    {% endfor %}
    {{ return(names) }}
{%- endmacro %}


{# Source that an input belongs to, as SQL on a column of input names. #}
{% macro source_of_input(input_name) -%}
    case {{ input_name }}
        {%- for name, input in var('inputs').items() %}
        when '{{ name }}' then '{{ input.source }}'
        {%- endfor %}
    end
{%- endmacro %}


{# Sources that inputs belong to, each once. #}
{% macro sources_of(input_names) -%}
    {% set sources = [] %}
    {% for name in input_names if var('inputs')[name].source not in sources %}
        {% do sources.append(var('inputs')[name].source) %}
    {% endfor %}
    {{ return(sources) }}
{%- endmacro %}
