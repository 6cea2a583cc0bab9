-- A batch of which too much cannot be read stops before anything is added to.
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
