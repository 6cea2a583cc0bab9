{#
    One row per record of a CSV input, with the cells of the columns named, each as `<name>_text`. A
    column that a file lacks is NULL; blanks around a cell are no part of it. `has_too_many_cells`
    says that a record goes on behind the last column: its cells may not mean what their places say
    (`21,5` for 21.5).
#}
{% macro read_raw_cells(input_name, columns) %}
    {%- set origin = raw_source(input_name) %}
    {%- for file in raw_files_of(input_name) if file.form != 'empty' %}
    /* raw file */
    select
        file_path,
        file_order,
        record_number,
        place,
        {{ csv_record_text(file) }} as line,
        {{ has_filled_cells_behind('cells', csv_column_count(file)) }} as has_too_many_cells,
        {%- for name in columns %}
        {%- set position = csv_column_position(file, name) %}
        {{ csv_cell(position) -}}
        {{- ' as ' ~ name ~ '_text' }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        select
            *,
            {{ csv_cells(file) }} as cells
        from (
            select
                {{ text_literal(file.file_path) }} as file_path,
                {{ file.file_order }} as file_order,
                {{ csv_record_number(file) }} as record_number,
                {{ 'place' if file.copy_name else 'null::varchar as place' }},
                line
            from {{ raw_reader(file) }}
        )
        where regexp_matches(line, '\S')
        {%- if file.has_header and not file.copy_name %}
            and record_number > {{ file.header_line_number }}
        {%- endif %}
    )
    union all
    {%- endfor %}
    /* no more raw files */
    select
        null::varchar as file_path,
        null::integer as file_order,
        null::bigint as record_number,
        null::varchar as place,
        null::varchar as line,
        null::boolean as has_too_many_cells,
        {%- for name in columns %}
        {{ raw_column(name) }} as {{ name }}_text{{ ',' if not loop.last }}
        {%- endfor %}
    {{ from_raw(origin) }}
    where false
{% endmacro %}


{#
    The cells of a record as a list, from the column `line`. A file without quotes is split where it
    stands. Records of one with quotes may span lines: they are taken apart before the file is read
    (plumage.raw.csv_records), and lie in the copy as JSON.
#}
{% macro csv_cells(file) -%}
    {%- if file.copy_name -%}
    json_transform(line, '["VARCHAR"]')
    {%- else -%}
    string_split(line, {{ text_literal(file.delimiter) }})
    {%- endif -%}
{%- endmacro %}


{# A record as one line of text, for excerpts. #}
{% macro csv_record_text(file) -%}
    {%- if file.copy_name -%}
    translate(
            array_to_string(cells, {{ text_literal(file.delimiter) }}), chr(10) || chr(13), '  '
        )
    {%- else -%}
    line
    {%- endif -%}
{%- endmacro %}


{# The line on which a record begins. #}
{% macro csv_record_number(file) -%}
    {{- "cast(regexp_extract(place, '[0-9]+') as bigint)" if file.copy_name
        else 'row_number() over ()' -}}
{%- endmacro %}


{# The cell at a position, from 1; NULL without one. #}
{% macro csv_cell(position) -%}
    {{- "trim(cells[" ~ position ~ "], ' \t')" if position else 'null::varchar' -}}
{%- endmacro %}


{# Position of a column in a file's lines, from 1; none when the file lacks it. #}
{% macro csv_column_position(file, name) %}
    {% set names = (file.column_list or '').split('\x1f') %}
    {{ return(names.index(name) + 1 if name in names else none) }}
{% endmacro %}


{# Number of columns up to the last named one: a header may end in a delimiter. #}
{% macro csv_column_count(file) %}
    {% set names = (file.column_list or '').split('\x1f') %}
    {% set counts = [0] %}
    {% for name in names %}
        {% do counts.append(loop.index if name else counts[-1]) %}
    {% endfor %}
    {{ return(counts[-1]) }}
{% endmacro %}


{# Whether any of the cells behind a place holds more than blanks. #}
{% macro has_filled_cells_behind(cells, place) -%}
    len(list_filter({{ cells }}[{{ place + 1 }}:], lambda cell: regexp_matches(cell, '\S'))) > 0
{%- endmacro %}
