{{ config(materialized='view') }}
with

files_read as (

    select * from {{ ref('int_activity_files__read') }}

),

final as (

    select
        -- ids
        batch_id,
        file_path,

        -- numerics
        read_count,
        kept_count,
        rejected_count,
        duplicate_count,
        beyond_horizon_count,
        moved_count,
        clock_change_count,

        -- booleans
        is_repeated_content,

        -- timestamps
        open_since,
        earliest_at,
        latest_at

    from files_read

)

select * from final
