{# A view, so that it reflects the current tables, not those of the last build. #}
{{ config(materialized='view') }}
with

{% for name in kept_record_models() -%}
    {{ name }} as (

        select * from {{ ref(name) }}

    ),

{% endfor -%}
files as (

    select * from {{ ref('base_raw__files') }}

),

rejected_records as (

    select * from {{ ref('stg_raw__rejected_records') }}

),

repeated_records as (

    select * from {{ ref('int_records__repeated') }}

),

files_read as (

    select
        file_path,
        is_repeated_content,
        {{ record_type_of('input_name') }} as record_type,
        record_count

    from files
    union all
    select
        file_path,
        is_repeated_content,
        {{ record_type_of('input_name', nested=true) }} as record_type,
        nested_record_count as record_count

    from files
    where nested_record_count is not null

),

final as (

    select
        file_path,
        record_type,
        'read' as outcome,
        record_count

    from files_read
    union all
    -- A file with the same content as an earlier one is not parsed at all.
    select
        file_path,
        record_type,
        'duplicate' as outcome,
        record_count

    from files_read
    where is_repeated_content
    union all
    select
        file_path,
        record_type,
        'duplicate' as outcome,
        record_count

    from repeated_records
    union all
    select
        file_path,
        record_type,
        if({{ is_stream_notice('reason') }}, 'notice', 'rejected') as outcome,
        count(*) as record_count

    from rejected_records
    group by file_path, record_type, outcome
    {%- for record_type in record_types() %}
        union all
        select
            file_path,
            '{{ record_type.name }}' as record_type,
            'kept' as outcome,
            count(*) as record_count

        from {{ record_type.kept }}
        where {{ record_type.kept_when }}
        group by file_path
    {%- endfor %}

)

select * from final
