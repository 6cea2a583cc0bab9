-- depends_on: {{ ref('base_raw__files') }}
with

lines as (

    {{ read_raw_cells('ages_test', ['user_id']) }}

),

-- A line with more cells than the layout is rejected instead of guessing the id.
lines_typed as (

    select
        *,
        case
            when not has_too_many_cells
                then {{ pseudonym_of_id(id_from_text('user_id_text')) }}
        end as user_id

    from lines

),

final as (

    select
        file_path,
        file_order,
        record_number,
        place,
        user_id,
        case
            when has_too_many_cells then 'too_many_cells'
            when user_id is null then {{ id_rejection('user_id') }}
        end as rejection_reason,
        case when user_id is null then {{ masked_excerpt('line') }} end as excerpt

    from lines_typed

)

select * from final
