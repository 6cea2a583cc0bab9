{#
    One row per record of an input's files, as text: a line of newline JSON or CSV, an element of an
    array. `number_records` fills in its number within the file, since a window would make one thread
    read the file; only files with blank lines, which have a number but no row, use a window.
    `place` is known only for copies of irregular files in which the number is not the position. On
    Spark, workers share the files: comments mark where the query may be split
    (python/plumage/spark/reader.py).
#}
{% macro read_raw_records(input_name) %}
    {%- set origin = raw_source(input_name) %}
    {%- for file in raw_files_of(input_name) if file.form != 'empty' %}
    /* raw file */
    select
        {{ text_literal(file.file_path) }} as file_path,
        {{ 'row_number() over ()' if file.has_blank_lines else 'null::bigint' }} as record_number,
        {{ 'place' if file.has_places else 'null::varchar as place' }},
        {{ 'json::varchar as line' if file.form == 'array' else 'line' }}
    from {{ raw_reader(file) }}
    {%- if leaves_out_lines(file) %}
    where {{ is_not_left_out('line', file) }}
    {%- endif %}
    union all
    {%- endfor %}
    /* no more raw files */
    select
        null::varchar as file_path,
        null::bigint as record_number,
        null::varchar as place,
        {{ raw_column(var('inputs')[input_name].json.column) }} as line
    {{ from_raw(origin) }}
    where false
{% endmacro %}


{# Table function that reads a file of its form. #}
{% macro raw_reader(file) %}
    {%- set path = text_literal(glob_escaped(readable_path(file))) -%}
    {#- Determined by the first bytes of the file, not by its name; copies are plain. -#}
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
            {%- if leaves_out_lines(file) %}
            -- Lines that are not UTF-8: the inspection of the file has rejected them.
            ignore_errors = true,
            {%- endif %}
            max_line_size = {{ [2097152, (file.longest_record_bytes or 0) + 65536] | max }}
        )
    {%- endif -%}
{% endmacro %}


{# Whether a file is read itself, except for rejected lines. #}
{% macro leaves_out_lines(file) -%}
    {{ return(file.form == 'lines' and file.rejects_name is not none) }}
{%- endmacro %}


{#
    Condition for lines that are not rejected: by their hash, which is computed only for lines with
    the length and start of a rejected one. A join would lose the order of lines, and
    so their numbers, and DuckDB turns lists of constants into joins. So lengths and hashes of starts
    (modulo 4096) are bits here, and hashes of lines are text.
#}
{% macro is_not_left_out(line, file) -%}
    {%- set query %}
        with

        left_out as (

            select *
            from read_json(
                {{ text_literal(rejects_path(file)) }},
                format = 'newline_delimited',
                columns = {
                    'line_bytes': 'UBIGINT', 'line_start_hash': 'UBIGINT', 'line_md5': 'VARCHAR'
                }
            )

        )

        select
            {{ bits_of('line_bytes', 'left_out') }} as length_bits,
            {{ bits_of('line_start_hash', 'left_out') }} as start_bits,
            (select string_agg(distinct line_md5, ',') from left_out) as hashes
    {%- endset %}
    {%- set known = run_query(query).rows[0] -%}
    case
        when
            {{ is_among(known.length_bits, 'strlen(' ~ line ~ ')') }}
            and {{ is_among(known.start_bits, 'md5_number_lower(left(' ~ line ~ ', 80))') }}
            then not contains('{{ known.hashes or '' }}', md5({{ line }}))
        else true
    end
{%- endmacro %}


{# Scalar query of 4096 bits: 1 at the position of each number of the column, modulo 4096. #}
{% macro bits_of(column_name, relation) -%}
    (
                select
                    string_agg(
                        (place in (select {{ column_name }} % 4096 from {{ relation }}))::int,
                        ''
                        order by place
                    )
                from range(4096) as places(place)
            )
{%- endmacro %}


{# Condition that the bit of a number is set. #}
{% macro is_among(bits, number) -%}
    get_bit('{{ bits }}'::bit, ({{ number }} % 4096)::int) = 1
{%- endmacro %}


{# One row per byte range that the splitter of irregular files could not read. #}
{% macro read_rejected_segments() %}
    {%- do raw_sources() %}
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
        {{ text_literal(rejects_path(file)) }},
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
