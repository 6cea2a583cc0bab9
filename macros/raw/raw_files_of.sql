{#
    The files of one input, as `base_twitter__files` lists them, repeated content left out.
    Empty while nothing is built yet, so that models also compile on a fresh warehouse.
#}
{% macro raw_files_of(input_name) %}
    {% if not execute %}
        {{ return([]) }}
    {% endif %}
    {% set files = load_relation(ref('base_twitter__files')) %}
    {% if files is none %}
        {{ return([]) }}
    {% endif %}
    {% set query %}
        select
            *,
            array_to_string(column_names, chr(31)) as column_list
        from {{ files }}
        where input_name = '{{ input_name }}' and not is_repeated_content
        order by file_order
    {% endset %}
    {{ return(run_query(query).rows) }}
{% endmacro %}
