{#
    Numbers the records of each file by row: DuckDB preserves insertion order, also from
    several threads and files (`preserve_insertion_order`; a test checks it). Runs after a base
    model is filled; existing numbers (cells of a CSV, files with blank lines) stay. Where
    broken lines were left out, each shifts the lines after it by one.
#}
{% macro number_records() %}
    {{ return(adapter.dispatch('number_records', 'plumage')()) }}
{% endmacro %}


{# On Spark, the workers' readers number their records. #}
{% macro spark__number_records() %}
    {{ return('') }}
{% endmacro %}


{% macro default__number_records() %}
    {#- First, so that dbt sees the dependencies when it parses. -#}
    {%- set files = ref('base_raw__files') %}
    {%- set segments = ref('base_raw__rejected_segments') %}
    {%- set input_name = this.name.split('__')[1] %}
    {%- set without_lines = raw_files_of(input_name)
        | rejectattr('rejects_name', 'none') | rejectattr('has_places') | list %}
    {%- if not without_lines %}
    update {{ this }} as records
    set record_number = records.rowid - files.first_rowid + 1
    from (
        {{ first_rowids() }}
    ) as files
    where records.file_path = files.file_path and records.record_number is null
    {%- else %}
    update {{ this }} as records
    set record_number = numbered.record_number
    from (
        select
            unnumbered.record_rowid,
            unnumbered.row_number + coalesce(broken_lines.line_count, 0) as record_number
        from (
            select
                records.rowid as record_rowid,
                records.file_path,
                records.rowid - files.first_rowid + 1 as row_number
            from {{ this }} as records
            inner join (
                {{ first_rowids() }}
            ) as files
                on records.file_path = files.file_path
            where records.record_number is null
        ) as unnumbered
        asof left join (
            {{ broken_lines(files, segments) }}
        ) as broken_lines
            on
                unnumbered.file_path = broken_lines.file_path
                and unnumbered.row_number >= broken_lines.first_row_number
    ) as numbered
    where records.rowid = numbered.record_rowid
    {%- endif %}
{% endmacro %}


{# First row of each file whose records are not numbered yet. #}
{% macro first_rowids() %}
        select
            file_path,
            min(rowid) as first_rowid
        from {{ this }}
        where record_number is null
        group by file_path
{%- endmacro %}


{# Number of broken lines before the rows of a file, and the first row to which it applies. #}
{% macro broken_lines(files, segments) %}
            select
                broken.file_path,
                broken.line_number - broken.segment_number + 1 as first_row_number,
                -- Of consecutive broken lines, the last one counts.
                max(broken.segment_number) as line_count
            from (
                select
                    file_path,
                    segment_number,
                    cast(regexp_extract(place, '^line (\d+)$', 1) as bigint) as line_number
                from {{ segments }}
                where file_path in (
                    select file_path from {{ files }} where rejects_name is not null and not has_places
                )
            ) as broken
            group by broken.file_path, first_row_number
{%- endmacro %}
