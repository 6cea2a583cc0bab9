{#
    One row per data line of a CSV input, with its cells by column name. `columns` maps the names of
    the result to column names in `base_raw__files`; a column missing in a file is
    NULL. Surrounding blanks and quotes are removed. `has_too_many_cells` marks lines with cells after
    the last column: their cells may be shifted (`21,5` for 21.5).
#}
{% macro read_raw_cells(input_name, columns) %}
    {%- for file in raw_files_of(input_name) if file.form != 'empty' %}
    /* raw file */
    select
        file_path,
        file_order,
        record_number,
        place,
        line,
        {{ has_filled_cells_behind('cells', csv_column_count(file)) }} as has_too_many_cells,
        {%- for name in columns %}
        {%- set position = csv_column_position(file, name) %}
        {{ 'trim(cells[' ~ position ~ '], \' \t"\')' if position else 'null::varchar' -}}
        {{- ' as ' ~ name ~ '_text' }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        select
            *,
            {{ split_csv_line('line', file.delimiter) }} as cells
        from (
            select
                {{ text_literal(file.file_path) }} as file_path,
                {{ file.file_order }} as file_order,
                row_number() over () as record_number,
                {{ 'place' if file.form == 'spooled' else 'null::varchar as place' }},
                line
            from {{ raw_reader(file) }}
        )
        where regexp_matches(line, '\S')
        {%- if file.has_header and file.form != 'spooled' %}
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
        null::varchar as {{ name }}_text{{ ',' if not loop.last }}
        {%- endfor %}
    where false
{% endmacro %}


{# The cells of a line; delimiters within quotes do not separate. #}
{% macro split_csv_line(line, delimiter) %}
    {%- set mark = text_literal(delimiter) -%}
    {%- set quoted = '(?:^|' ~ modules.re.escape(delimiter) ~ ')("(?:[^"]|"")*"|[^'
        ~ modules.re.escape(delimiter) ~ ']*)' -%}
    case
        when contains({{ line }}, '"')
            then regexp_extract_all({{ line }}, {{ text_literal(quoted) }}, 1)
        else string_split({{ line }}, {{ mark }})
    end
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


{# Whether any cell after a position has more than blanks and quotes. #}
{% macro has_filled_cells_behind(cells, place) -%}
    len(list_filter({{ cells }}[{{ place + 1 }}:], lambda cell: regexp_matches(cell, '[^\s"]'))) > 0
{%- endmacro %}
