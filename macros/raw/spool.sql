{#
    Removes readable copies of irregular files: after a run, and before one in case the last was
    killed.
#}
{% macro clear_spool() %}
    {% if execute %}
        {% do run_query('select plumage_clear_spool(' ~ text_literal(spool_folder()) ~ ')') %}
    {% endif %}
{% endmacro %}


{#
    Makes the readable copy of an irregular file again when a run starts behind
    `base_twitter__files`, which made it and whose run removed it.
#}
{% macro renew_spool(file) %}
    {% set query %}
        select count(*) as copy_count
        from glob({{ text_literal(glob_escaped(readable_path(file))) }})
    {% endset %}
    {% if run_query(query).columns[0].values()[0] == 0 %}
        {% do run_query(
            'select ' ~ inspect_raw_file(text_literal(raw_folder() ~ '/' ~ file.file_path))
        ) %}
    {% endif %}
{% endmacro %}


{# Facts about a raw file; an irregular one leaves a readable copy in the spool folder. #}
{% macro inspect_raw_file(path) -%}
    plumage_inspect_raw_file(
        {{ path }}, {{ text_literal(spool_folder()) }}, {{ var('max_gzip_expansion') }}
    )
{%- endmacro %}
