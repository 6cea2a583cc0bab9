{#
    Files whose records this table already has: the same content under the same path, read by the
    same code, and as many rows as were read.
#}
{% macro kept_files() -%}
    {%- set files = ref('base_raw__files') -%}
    select files.file_path
    from {{ files }} as files
    inner join {{ state_ledger() }} as ledger
        on
            files.file_path = ledger.file_path
            and files.content_sha256 = ledger.content_sha256
    left join (
        select file_path, count(*) as row_count from {{ this }} group by file_path
    ) as present
        on files.file_path = present.file_path
    where
        not files.is_repeated_content
        and ledger.model_name = '{{ this.identifier }}'
        and ledger.state_md5 = '{{ state_md5() }}'
        and ledger.row_count = coalesce(present.row_count, 0)
{%- endmacro %}


{# Condition for the files that still have to be read into this table. #}
{% macro file_is_not_kept() -%}
    {{ 'file_path not in (' ~ kept_files() ~ ')' if has_kept_rows() else 'true' }}
{%- endmacro %}


{# Before records are added: deletes those of files that are gone, changed or repeated. #}
{% macro forget_files_not_kept() -%}
    {%- if not execute or not is_incremental() -%}
        select 1
    {%- elif not has_kept_rows() -%}
        delete from {{ this }}
    {%- else -%}
        delete from {{ this }} where file_path not in ({{ kept_files() }})
    {%- endif -%}
{%- endmacro %}


{# After records were added: writes from which files, by which code. #}
{% macro remember_files() -%}
    {%- set files = ref('base_raw__files') -%}
    {%- if execute and keeps_state() and config.get('materialized') == 'incremental' -%}
        {%- set input_name = this.identifier.split('__')[1] -%}
        delete from {{ state_ledger() }} where model_name = '{{ this.identifier }}';
        insert into {{ state_ledger() }} (model_name, file_path, content_sha256, row_count, state_md5)
        select
            '{{ this.identifier }}',
            files.file_path,
            files.content_sha256,
            count(records.file_path),
            '{{ state_md5() }}'
        from {{ files }} as files
        left join {{ this }} as records
            on files.file_path = records.file_path
        where
            not files.is_repeated_content
            {%- if input_name in raw_input_names() %}
            and files.input_name = '{{ input_name }}'
            {%- endif %}
        group by all
    {%- else -%}
        select 1
    {%- endif -%}
{%- endmacro %}
