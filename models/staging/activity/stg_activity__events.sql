-- A batch with too many unreadable records stops the build before any state table changes.
-- depends_on: {{ ref('stg_activity__files') }}
{{ config(materialized='view') }}
with

records as (

    select * from {{ ref('base_activity__records') }}

),

final as (

    select
        -- ids
        user_id,
        event_id,

        -- strings
        action,

        -- timestamps
        occurred_at,

        -- origin
        file_path,
        record_number,
        batch_id

    from records
    where rejection_reason is null

)

select * from final
