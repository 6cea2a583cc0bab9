{#
    One row per record of the files of the open batch, as text or in the Parquet type.
    `time_text` is input to `read_times`; `typed_time_us` has microseconds since 1970 from a
    column of numbers or times.
#}
{% macro read_activity_records() %}
    {%- set origin = source('activity', 'logs') %}
    {%- set groups = {} %}
    {%- for file in activity_files_to_read() %}
    {%- if file.file_format == 'parquet' %}
        {#- Parquet files with the same columns are read by one scan: a folder may have thousands. -#}
        {%- set key = (file.user_column, file.time_column, file.action_column, file.event_column,
            file.time_kind) | string %}
        {%- do groups.setdefault(key, []).append(file) %}
    {%- else %}
    {{ read_activity_text(file) }}
    union all
    {%- endif %}
    {%- endfor %}
    {%- for files in groups.values() %}
    {{ read_activity_parquet(files) }}
    union all
    {%- endfor %}
    select
        null::varchar as file_path,
        null::bigint as record_number,
        null::varchar as place,
        null::varchar as line,
        null::boolean as has_too_many_cells,
        {{ raw_column('user') }} as user_text,
        {{ raw_column('time') }} as time_text,
        null::bigint as typed_time_us,
        {{ raw_column('action') }} as action_text,
        {{ raw_column('event') }} as event_text,
        null::varchar as segment_reason
    {{ from_raw(origin) }}
    where false
{% endmacro %}


{# Files of the open batch with new content; copies of irregular files are made again. #}
{% macro activity_files_to_read() %}
    {% set files = earlier_table('staging', 'base_activity__files') %}
    {% set batch_id = activity_open_batch() %}
    {% if not execute or files is none or batch_id is none %}
        {{ return([]) }}
    {% endif %}
    {% set query %}
        select *
        from {{ files }}
        where batch_id = {{ batch_id }} and not is_repeated_content and record_count > 0
        order by file_path
    {% endset %}
    {% set rows = run_query(query).rows %}
    {% for file in rows if file.copy_name and is_running_models() %}
        {% set copies %}
            select count(*) as copy_count
            from glob({{ text_literal(glob_escaped(activity_readable_path(file))) }})
        {% endset %}
        {% if run_query(copies).columns[0].values()[0] == 0 %}
            {% do run_query('select ' ~ inspect_activity_file(text_literal(file.file_path))) %}
        {% endif %}
    {% endfor %}
    {{ return(rows) }}
{% endmacro %}


{# Call that inspects a file; its path is given as SQL. #}
{% macro inspect_activity_file(path) -%}
    plumage_inspect_activity_file(
        {{ text_literal(activity_folder() ~ '/') }} || {{ path }},
        {{ text_literal(spool_folder()) }},
        {{ text_literal(activity_file_settings()) }}
    )
{%- endmacro %}


{# Records of a CSV or newline JSON file, and what of it cannot be read at all. #}
{% macro read_activity_text(file) %}
    {%- set is_json = file.file_format == 'json' %}
    {%- set cells = activity_json_cells(file) if is_json else activity_csv_cells(file) %}
    select
        {{ text_literal(file.file_path) }} as file_path,
        record_number,
        place,
        {{ 'line' if is_json else csv_record_text(file) }} as line,
        {{ has_filled_cells_behind('cells', file.column_count) if file.column_count else 'false' }}
            as has_too_many_cells,
        {{ cells.user }} as user_text,
        {{ cells.time }} as time_text,
        null::bigint as typed_time_us,
        {{ cells.action }} as action_text,
        {{ cells.event }} as event_text,
        null::varchar as segment_reason
    from (
        select
            *,
            {{ 'null::varchar[]' if is_json else csv_cells(file) }} as cells
        from (
            select
                {{ 'row_number() over ()' if is_json else csv_record_number(file) }}
                    as record_number,
                {{ 'place' if file.copy_name else 'null::varchar as place' }},
                line
            from read_csv(
                {{ text_literal(glob_escaped(activity_readable_path(file))) }},
                columns = {
                    {{- "'place': 'VARCHAR', " if file.copy_name }}'line': 'VARCHAR'},
                compression = '{{ 'gzip' if file.is_gzip and not file.copy_name
                    else 'uncompressed' }}',
                delim = chr(31),
                quote = '',
                escape = '',
                new_line = '{{ '\\r\\n' if file.line_ending == 'crlf' else '\\n' }}',
                header = false,
                auto_detect = false,
                max_line_size = {{ [2097152, (file.longest_record_bytes or 0) + 65536] | max }}
            )
        )
        where regexp_matches(line, '\S')
        {%- if file.header_line_number and not file.copy_name %}
            and record_number > {{ file.header_line_number }}
        {%- endif %}
    )
    {%- if file.rejects_name %}
    union all
    select
        {{ text_literal(file.file_path) }} as file_path,
        null::bigint as record_number,
        place,
        excerpt as line,
        false as has_too_many_cells,
        null::varchar as user_text,
        null::varchar as time_text,
        null::bigint as typed_time_us,
        null::varchar as action_text,
        null::varchar as event_text,
        reason as segment_reason
    from read_json(
        {{ text_literal(glob_escaped(spool_folder() ~ '/' ~ file.rejects_name)) }},
        format = 'newline_delimited',
        columns = {'place': 'VARCHAR', 'reason': 'VARCHAR', 'excerpt': 'VARCHAR'}
    )
    {%- endif %}
{% endmacro %}


{# Expressions of a CSV record's values by field; of several columns the first with a value. #}
{% macro activity_csv_cells(file) %}
    {% set cells = {} %}
    {% for field in ['user', 'time', 'action', 'event'] %}
        {% set found = [] %}
        {% for position in columns_of_field(file, field) %}
            {% do found.append('cells[' ~ position ~ ']') %}
        {% endfor %}
        {% do cells.update({field: first_of_cells(field, found)}) %}
    {% endfor %}
    {{ return(cells) }}
{% endmacro %}


{# SQL expressions for a JSON record's values by field; of several names the first with a value. #}
{% macro activity_json_cells(file) %}
    {% set cells = {} %}
    {% for field in ['user', 'time', 'action', 'event'] %}
        {% set given = var('activity_columns')[field] %}
        {% set found = [] %}
        {% for name in ([given] if given is string else (given or [])) %}
            {% do found.append("line ->> " ~ text_literal('$."' ~ name ~ '"')) %}
        {% endfor %}
        {% do cells.update({field: first_of_field(field, found)}) %}
    {% endfor %}
    {{ return(cells) }}
{% endmacro %}


{# Parquet files with the same columns in one scan, rows numbered within each file. #}
{% macro read_activity_parquet(files) %}
    {%- set file = files[0] %}
    {%- set paths = [] %}
    {%- for one in files %}
        {%- do paths.append(text_literal(glob_escaped(activity_readable_path(one)))) %}
    {%- endfor %}
    select
        substring(filename, {{ activity_folder() | length + 2 }}) as file_path,
        file_row_number + 1 as record_number,
        null::varchar as place,
        null::varchar as line,
        false as has_too_many_cells,
        {{ parquet_text(file, 'user') }} as user_text,
        {{ parquet_time_text(file) }} as time_text,
        {{ parquet_microseconds(file) }} as typed_time_us,
        {{ parquet_text(file, 'action') }} as action_text,
        {{ parquet_text(file, 'event') }} as event_text,
        null::varchar as segment_reason
    from read_parquet(
        [{{ paths | join(', ') }}],
        filename = true,
        file_row_number = true
    )
{% endmacro %}


{#
    The first column of a field that has a value, as text. Structs are read as JSON; integers, of which
    large logs are full, need no cleaning.
#}
{% macro parquet_text(file, field) -%}
    {%- set columns = [] -%}
    {%- set texts = [] -%}
    {%- for name in columns_of_field(file, field) -%}
        {%- set column = adapter.quote(name) -%}
        {%- do columns.append(column) -%}
        {%- do texts.append("case when regexp_matches(typeof(" ~ column ~ "), '^(STRUCT|MAP)')"
            ~ " then to_json(" ~ column ~ ")::varchar else " ~ column ~ "::varchar end") -%}
    {%- endfor -%}
    {%- set found = first_of_field(field, texts) -%}
    {%- if columns | length == 1 -%}
        case
            when regexp_matches(typeof({{ columns[0] }}), 'INT(EGER)?$') then {{ columns[0] }}::varchar
            else {{ found }}
        end
    {%- else -%}
        {{ found }}
    {%- endif -%}
{%- endmacro %}


{# Times that are read as text: texts, and times without a zone, which `activity_zone` places. #}
{% macro parquet_time_text(file) -%}
    {%- if file.time_kind == 'text' -%}
        {{ parquet_text(file, 'time') }}
    {%- elif file.time_kind == 'local_time' -%}
        {{ adapter.quote(file.time_column) }}::timestamp::varchar
    {%- else -%}
        null::varchar
    {%- endif -%}
{%- endmacro %}


{# Microseconds since 1970 from a column of numbers or times with a zone; NULL for others. #}
{% macro parquet_microseconds(file) -%}
    {%- set time = adapter.quote(file.time_column) -%}
    {%- if file.time_kind == 'whole_number' -%}
        {{ activity_microseconds('try_cast(' ~ time ~ ' as bigint)', is_whole=true) }}
    {%- elif file.time_kind == 'number' -%}
        {{ activity_microseconds('try_cast(' ~ time ~ ' as decimal(28, 9))') }}
    {%- elif file.time_kind == 'zoned_time' -%}
        epoch_us({{ time }}::timestamptz)
    {%- else -%}
        null::bigint
    {%- endif -%}
{%- endmacro %}
