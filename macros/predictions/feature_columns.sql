{# Numbers of marts.feat_users: the columns that its YAML puts into a block. #}
{% macro feature_columns() %}
    {% set names = [] %}
    {% if execute %}
        {% for node in graph.nodes.values() if node.name == 'feat_users' and node.resource_type == 'model' %}
            {% for column in node.columns.values() if (column.config.meta or column.meta).get('block') %}
                {% do names.append(column.name) %}
            {% endfor %}
        {% endfor %}
    {% endif %}
    {{ return(names) }}
{% endmacro %}
