{#
    Numbers the records of each file by their row: DuckDB keeps the order of what it inserts, from
    several threads and files too (`preserve_insertion_order`; a test holds it). Runs after a base
    model is filled; what is numbered already (cells of a CSV, files with blank lines) stays.
#}
{% macro number_records() %}
    {{ return(adapter.dispatch('number_records', 'plumage')()) }}
{% endmacro %}


{# The readers of the workers number what they read. #}
{% macro spark__number_records() %}
    {{ return('') }}
{% endmacro %}


{% macro default__number_records() %}
    update {{ this }} as records
    set record_number = records.rowid - files.first_rowid + 1
    from (
        select
            file_path,
            min(rowid) as first_rowid
        from {{ this }}
        where record_number is null
        group by file_path
    ) as files
    where records.file_path = files.file_path and records.record_number is null
{% endmacro %}
