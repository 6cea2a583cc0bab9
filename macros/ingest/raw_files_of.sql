{#
    The files of one input that the model has to read, from `base_raw__files`, without
    repeated content and without files whose records the model's table keeps.
    Empty while nothing is built yet, so that models also compile on a fresh warehouse.
#}
{% macro raw_files_of(input_name) %}
    {% if not execute %}
        {{ return([]) }}
    {% endif %}
    {% set files = load_relation(ref('base_raw__files')) %}
    {% if files is none %}
        {{ return([]) }}
    {% endif %}
    {% set query %}
        select
            *,
            array_to_string(column_names, chr(31)) as column_list
        from {{ files }}
        where
            input_name = '{{ input_name }}'
            and not is_repeated_content
            and {{ file_is_not_kept() }}
        order by file_order
    {% endset %}
    {% set rows = run_query(query).rows %}
    {% for file in rows if file.rejects_name and is_running_models() %}
        {% do renew_spool(file) %}
    {% endfor %}
    {{ return(rows) }}
{% endmacro %}


{# Whether models are being built, not only compiled or documented. #}
{% macro is_running_models() -%}
    {{ return(flags.WHICH in ['build', 'run', 'retry']) }}
{%- endmacro %}
