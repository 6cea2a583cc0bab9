{#
    In views, relations are named without the warehouse's file name, so that views also work in a
    copy of the file under another name, or when it is attached.
#}
{% macro ref() %}
    {% set relation = builtins.ref(*varargs, **kwargs) %}
    {{ return(named_for_views(relation)) }}
{% endmacro %}


{% macro source() %}
    {% set relation = builtins.source(*varargs, **kwargs) %}
    {{ return(named_for_views(relation)) }}
{% endmacro %}


{% macro named_for_views(relation) %}
    {% if execute and model.config.materialized == 'view' and relation.schema %}
        {{ return(relation.include(database=false)) }}
    {% endif %}
    {{ return(relation) }}
{% endmacro %}
