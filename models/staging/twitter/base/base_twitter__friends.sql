{{ config(materialized=kept_table(), pre_hook=before_begin("{{ forget_files_not_kept() }}")) }}
-- depends_on: {{ ref('base_raw__files') }}
with

lines as (

    {{ read_raw_cells('friends', ['user_id', 'followed_user_id']) }}

),

lines_typed as (

    select
        *,
        {{ pseudonym_of_id(id_from_text('user_id_text')) }} as user_id,
        {{ pseudonym_of_id(id_from_text('followed_user_id_text')) }} as followed_user_id

    from lines

),

final as (

    select
        file_path,
        record_number,
        place,
        user_id,
        followed_user_id,
        case
            when has_too_many_cells then 'too_many_cells'
            when user_id is null then {{ id_rejection('user_id') }}
            when followed_user_id is null then {{ id_rejection('followed_user_id') }}
        end as rejection_reason,
        case
            when has_too_many_cells or user_id is null or followed_user_id is null
                then {{ masked_excerpt('line') }}
        end as excerpt

    from lines_typed

)

select * from final
