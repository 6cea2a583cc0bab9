{{ config(materialized=kept_table(), pre_hook=before_begin("{{ forget_files_not_kept() }}")) }}
-- depends_on: {{ ref('base_raw__files') }}
with

lines as (

    {{ read_raw_cells('mentions', ['user_id', 'mentioned_user_id', 'mentioned_handle']) }}

),

lines_typed as (

    select
        *,
        {{ pseudonym_of_id(id_from_text('user_id_text')) }} as user_id,
        {{ pseudonym_of_id(id_from_text('mentioned_user_id_text')) }} as mentioned_user_id

    from lines

),

final as (

    select
        file_path,
        record_number,
        place,
        user_id,
        mentioned_user_id,
        {{ pseudonym_of_handle("nullif(mentioned_handle_text, '')") }} as mentioned_handle,
        case
            when has_too_many_cells then 'too_many_cells'
            when user_id is null then {{ id_rejection('user_id') }}
            when mentioned_user_id is null then {{ id_rejection('mentioned_user_id') }}
        end as rejection_reason,
        case
            when has_too_many_cells or user_id is null or mentioned_user_id is null
                then {{ masked_excerpt('line') }}
        end as excerpt

    from lines_typed

)

select * from final
