with

files as (

    select * from {{ ref('base_raw__files') }}

),

rejected_segments as (

    select * from {{ ref('base_raw__rejected_segments') }}

),

{% for record_type in record_types() -%}
    {{ record_type.name | replace('.', '_') }}_records as (

        select * from {{ ref(record_type.base) }}

    ),

{% endfor -%}

all_rejected as (

    {% for record_type in record_types() -%}
        select
            file_path,
            record_number,
            '{{ record_type.name }}' as record_type,
            place,
            {{ record_type.rejected }} as reason,
            excerpt

        from {{ record_type.name | replace('.', '_') }}_records
        where {{ record_type.present }} and {{ record_type.rejected }} is not null
        union all
    {% endfor -%}
    select
        file_path,
        null as record_number,
        {{ record_type_of('input_name') }} as record_type,
        place,
        rejection_reason as reason,
        excerpt

    from rejected_segments

),

final as (

    select
        all_rejected.file_path,
        all_rejected.record_type,
        -- Copies of irregular files have the position; else the number is the position.
        coalesce(
            all_rejected.place,
            if(files.form = 'array', 'element ', 'line ') || all_rejected.record_number
        ) as place,
        all_rejected.reason,
        all_rejected.excerpt

    from all_rejected
    inner join files
        on all_rejected.file_path = files.file_path

)

select * from final
