-- depends_on: {{ ref('base_twitter__files') }}
with

lines as (

    {{ read_raw_cells('ages_test', ['user_id']) }}

),

final as (

    select
        file_path,
        file_order,
        record_number,
        place,
        {{ id_from_text('user_id_text') }} as user_id,
        case
            when {{ id_from_text('user_id_text') }} is null then 'user_id_unreadable'
        end as rejection_reason,
        case
            when {{ id_from_text('user_id_text') }} is null then {{ masked_excerpt('line') }}
        end as excerpt

    from lines

)

select * from final
