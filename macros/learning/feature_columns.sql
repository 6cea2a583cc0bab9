{# Numbers of marts.feat_users: the columns that its YAML puts into a block, texts left out. #}
{% macro feature_columns() %}
    {% set names = [] %}
    {% if execute %}
        {% for node in graph.nodes.values() if node.name == 'feat_users' and node.resource_type == 'model' %}
            {% for column in node.columns.values() if column.data_type != 'varchar' %}
                {% if (column.config.meta or column.meta).get('block') %}
                    {% do names.append(column.name) %}
                {% endif %}
            {% endfor %}
        {% endfor %}
    {% endif %}
    {{ return(names) }}
{% endmacro %}
