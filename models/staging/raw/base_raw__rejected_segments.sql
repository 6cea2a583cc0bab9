{{ config(
    materialized=kept_table(),
    pre_hook=before_begin("{{ forget_files_not_kept() }}"),
    post_hook=after_commit("{{ remember_files() }}"),
) }}
-- depends_on: {{ ref('base_raw__files') }}
with

segments as (

    {{ read_rejected_segments() }}

),

final as (

    select
        file_path,
        input_name,
        row_number() over (partition by file_path order by start_byte, end_byte) as segment_number,
        place,
        start_byte,
        end_byte,
        reason as rejection_reason,
        {{ masked_excerpt('excerpt') }} as excerpt

    from segments

)

select * from final
