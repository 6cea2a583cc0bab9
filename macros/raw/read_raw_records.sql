{#
    One row per record of an input's files, as text: a line of newline JSON or CSV, an element of an
    array. Its number within the file is filled in by `number_records`, since a window would have the
    file read by one thread alone; blank lines, which have a number but no row, are worth a window.
    `place` is known only for copies of irregular files in which the number does not tell it. On
    Spark, workers share the files: the comments say where the query may be cut
    (python/plumage/spark/reader.py).
#}
{% macro read_raw_records(input_name) %}
    -- Read under max_rejected_share {{ var('max_rejected_share') }}.
    {{ start_of_increment() }}
    {%- for file in raw_files_of(input_name) if file.form != 'empty' %}
    /* raw file */
    select
        {{ text_literal(file.file_path) }} as file_path,
        {{ 'row_number() over ()' if file.has_blank_lines else 'null::bigint' }} as record_number,
        {{ 'place' if file.has_places else 'null::varchar as place' }},
        {{ 'json::varchar as line' if file.form == 'array' else 'line' }}
    from {{ raw_reader(file) }}
    union all
    {%- endfor %}
    {{ end_of_increment() }}
    /* no more raw files */
    select
        null::varchar as file_path,
        null::bigint as record_number,
        null::varchar as place,
        null::varchar as line
    where false
{% endmacro %}


{# The table function that reads a file in its form. #}
{% macro raw_reader(file) %}
    {%- set path = text_literal(glob_escaped(readable_path(file))) -%}
    {#- Told by the first bytes of the file, not by its name; copies are plain. -#}
    {%- set compression = 'gzip' if file.is_gzip and not file.copy_name else 'uncompressed' -%}
    {%- if file.form == 'array' -%}
        read_json_objects(
            {{ path }},
            format = 'array',
            compression = '{{ compression }}',
            maximum_object_size = {{ [16777216, (file.longest_record_bytes or 0) + 65536] | max }}
        )
    {%- else -%}
        read_csv(
            {{ path }},
            columns = {
                {{- "'place': 'VARCHAR', " if file.has_places }}'line': 'VARCHAR'},
            compression = '{{ compression }}',
            delim = chr(31),
            quote = '',
            escape = '',
            new_line = '{{ '\\r\\n' if file.line_ending == 'crlf' else '\\n' }}',
            header = false,
            auto_detect = false,
            max_line_size = {{ [2097152, (file.longest_record_bytes or 0) + 65536] | max }}
        )
    {%- endif -%}
{% endmacro %}


{# One row per byte range that the splitter of irregular files could not read. #}
{% macro read_rejected_segments() %}
    {{ start_of_increment() }}
    {%- for input_name in raw_input_names() %}
    {%- for file in raw_files_of(input_name) if file.rejects_name %}
    /* raw file */
    select
        {{ text_literal(file.file_path) }} as file_path,
        {{ text_literal(input_name) }} as input_name,
        place,
        start_byte,
        end_byte,
        reason,
        excerpt
    from read_json(
        {{ text_literal(glob_escaped(spool_folder() ~ '/' ~ file.rejects_name)) }},
        format = 'newline_delimited',
        columns = {
            'place': 'VARCHAR',
            'start_byte': 'BIGINT',
            'end_byte': 'BIGINT',
            'reason': 'VARCHAR',
            'excerpt': 'VARCHAR'}
    )
    union all
    {%- endfor %}
    {%- endfor %}
    {{ end_of_increment() }}
    /* no more raw files */
    select
        null::varchar as file_path,
        null::varchar as input_name,
        null::varchar as place,
        null::bigint as start_byte,
        null::bigint as end_byte,
        null::varchar as reason,
        null::varchar as excerpt
    where false
{% endmacro %}
