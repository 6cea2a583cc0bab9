{#- Of records as read, not of findings: those need no activity logs. -#}
{{ config(group='records') }}
with

fields_judged as (

    select * from {{ ref('int_record_fields__judged') }}

),

files as (

    select * from {{ ref('base_raw__files') }}

),

format_columns as (

    select * from {{ ref('ref_format_columns') }}

),

activity_files as (

    {{ rows_if_built(
        ref('int_activity_files__read'),
        {
            'file_path': 'varchar', 'is_repeated_content': 'boolean', 'read_count': 'bigint',
            'user_count': 'bigint', 'time_count': 'bigint', 'action_count': 'bigint',
            'event_count': 'bigint',
        },
    ) }}

),

events_counted as (

    {% for field in ['user', 'time', 'action', 'event'] -%}
        select
            file_path,
            '{{ field }}' as field,
            read_count,
            {{ field }}_count as field_count

        from activity_files
        where not is_repeated_content and read_count > 0
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}

),

fields_united as (

    select
        {{ source_of_input('files.input_name') }} as source,
        fields_judged.*

    from fields_judged
    inner join files
        on fields_judged.file_path = files.file_path
    union all by name
    -- Records of logs without a user or a time are rejected one by one; too many stop the build.
    select
        'activity' as source,
        events_counted.file_path,
        'event' as record_type,
        events_counted.field,
        format_columns.description,
        events_counted.read_count as record_count,
        events_counted.field_count as given_count,
        events_counted.field_count as filled_count,
        events_counted.field_count as readable_count,
        null::varchar as example,
        if(events_counted.field_count > 0, 'filled', 'not_given') as verdict

    from events_counted
    inner join format_columns
        on events_counted.field = format_columns.field
    where format_columns.shape = 'event'

),

final as (

    select
        source,
        file_path,
        record_type,
        field,
        description,
        record_count,
        given_count,
        filled_count,
        readable_count,
        given_count / record_count as given_share,
        filled_count / record_count as filled_share,
        verdict,
        example

    from fields_united
    order by file_path, record_type, field

)

select * from final
