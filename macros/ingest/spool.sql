{#
    Removes copies and rejects of irregular files: after a run, and before one in case the last one
    was killed.
#}
{% macro clear_spool() %}
    {% if execute %}
        {% do run_query('select plumage_clear_spool(' ~ text_literal(spool_folder()) ~ ')') %}
    {% endif %}
{% endmacro %}


{#
    Recreates copy and rejects of an irregular file when a run starts after
    `base_raw__files`, which made them and whose run removed them.
#}
{% macro renew_spool(file) %}
    {% set query %}
        select count(*) as file_count
        from glob({{ text_literal(rejects_path(file)) }})
    {% endset %}
    {% if run_query(query).columns[0].values()[0] == 0 %}
        {% do run_query(
            'select ' ~ inspect_raw_file(text_literal(raw_folder() ~ '/' ~ file.file_path))
        ) %}
    {% endif %}
{% endmacro %}


{# Properties of a raw file; an irregular one leaves a readable copy in the spool folder. #}
{% macro inspect_raw_file(path) -%}
    plumage_inspect_raw_file(
        {{ path }}, {{ text_literal(spool_folder()) }}, {{ var('max_gzip_expansion') }}
    )
{%- endmacro %}


{# The table of files from the last build; none when all have to be inspected again. #}
{% macro kept_file_list() -%}
    {% if not execute or flags.FULL_REFRESH or not keeps_state() %}
        {{ return(none) }}
    {% endif %}
    {#- A table made by an older version has other columns. -#}
    {{ return(earlier_table('staging', 'base_raw__files', column='mended_record_count')) }}
{%- endmacro %}


{# Its rows without problems: a problem may have been temporary, such as a full disk. #}
{% macro usable_file_list(earlier) -%}
    {{ return(
        'select * from ' ~ earlier ~ ' where problem is null' if earlier
        else 'select * from paths_stamped where false'
    ) }}
{%- endmacro %}


{# Properties of a file: those in the list, else those of a new inspection. #}
{% macro kept_or_new_facts(earlier) -%}
    {%- if earlier -%}
    {%- set names = run_query(
        "select unnest(string_split(plumage_raw_file_fact_names(), ' '))"
    ).columns[0].values() -%}
    case
        when earlier_files.file_path is not null
            then {
                {%- for name in names %}
                '{{ name }}': earlier_files.{{ name }}{{ ',' if not loop.last }}
                {%- endfor %}
            }
        else {{ inspect_raw_file('paths_stamped.full_path') }}
    end
    {%- else -%}
    case
        when earlier_files.file_path is null
            then {{ inspect_raw_file('paths_stamped.full_path') }}
    end
    {%- endif -%}
{%- endmacro %}
