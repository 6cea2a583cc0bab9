{# Numeric columns of marts.feat_users: all except the key and texts. #}
{% macro feature_columns() %}
    {% set names = [] %}
    {% if execute %}
        {% for node in graph.nodes.values() if node.name == 'feat_users' and node.resource_type == 'model' %}
            {% for column in node.columns.values()
                if column.data_type != 'varchar' and column.name != 'user_id' %}
                {% do names.append(column.name) %}
            {% endfor %}
        {% endfor %}
    {% endif %}
    {{ return(names) }}
{% endmacro %}
