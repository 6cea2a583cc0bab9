{# Columns of `base_activity__files` that come from the inspection of a file, with their types. #}
{% macro activity_file_fact_types() -%}
    {{ return({
        'content_sha256': 'varchar',
        'file_format': 'varchar',
        'is_gzip': 'boolean',
        'copy_name': 'varchar',
        'rejects_name': 'varchar',
        'line_ending': 'varchar',
        'longest_record_bytes': 'bigint',
        'record_count': 'bigint',
        'delimiter': 'varchar',
        'user_column': 'varchar',
        'time_column': 'varchar',
        'action_column': 'varchar',
        'event_column': 'varchar',
        'column_count': 'bigint',
        'time_kind': 'varchar',
        'header_line_number': 'bigint',
        'problem': 'varchar',
    }) }}
{%- endmacro %}


{# Those columns of the previous version of the table, as the struct that an inspection returns. #}
{% macro activity_file_facts() -%}
    {
        {%- for name in activity_file_fact_types() %}
        '{{ name }}': earlier_files.{{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    }
{%- endmacro %}


{# The columns read from the previous version, empty, where there is none yet. #}
{% macro no_activity_files() -%}
    select
        null::varchar as file_path,
        null::bigint as byte_count,
        null::bigint as modified_ns,
        null::integer as batch_id,
        null::integer as first_batch_id,
        null::varchar as settings_md5,
        {%- for name, type in activity_file_fact_types().items() %}
        null::{{ type }} as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    where false
{%- endmacro %}


{# Ends the build when a log cannot be used at all; nothing of the batch is stored. #}
{% macro stop_on_unusable_activity_files() %}
    {% if execute and earlier_table(this.schema, this.identifier) is not none %}
        {% set query %}
            select file_path || ' ' || problem as complaint
            from {{ this }}
            where problem is not null
            order by file_path
            limit 8
        {% endset %}
        {% set complaints = run_query(query).columns[0].values() | list %}
        {% if complaints %}
            {{ stop_build(
                'Activity logs cannot be used in ' ~ activity_folder() ~ ':\n- '
                ~ (complaints | join('\n- '))
                ~ '.\nPLUMAGE_ACTIVITY_DIR names the folder. Fix or move the file, then run again.'
            ) }}
        {% endif %}
    {% endif %}
    {{ return('') }}
{% endmacro %}


{# Logs which batch is read, and why everything is read again where it is. #}
{% macro announce_activity_batch() %}
    {% if execute and is_running_models() %}
        {% set batch_id = activity_open_batch() %}
        {% if batch_id is not none %}
            {% set query %}
                select
                    count(*) filter (where batch_id = {{ batch_id }}) as file_count,
                    coalesce(
                        sum(record_count) filter (where batch_id = {{ batch_id }}), 0
                    ) as record_count,
                    count(*) filter (where batch_id > {{ batch_id }}) as waiting_count,
                    min(first_batch_id) = {{ batch_id }} and {{ batch_id }} > 1 as is_anew
                from {{ this }}
            {% endset %}
            {% set row = run_query(query).rows[0] %}
            {% do log(
                'plumage: activity log ' ~ activity_folder() ~ ': batch ' ~ batch_id ~ ', '
                ~ row[0] ~ (' file, ' if row[0] == 1 else ' files, ') ~ row[1] ~ ' records'
                ~ ('; read again from the start, since files or settings changed' if row[3] else '')
                ~ ('; finishes an interrupted batch, ' ~ row[2]
                    ~ ' newer files wait for the next run' if row[2] else ''),
                info=true
            ) %}
        {% endif %}
    {% endif %}
    {{ return('') }}
{% endmacro %}
