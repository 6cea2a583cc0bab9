{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='batch_id',
    full_refresh=false,
    on_schema_change='sync_all_columns',
    pre_hook="{{ forget_void_batches() }}",
) }}
with

records as (

    select * from {{ ref('base_activity__records') }}

),

-- Records beyond the horizon are valid: they are counted by file, not listed.
final as (

    select
        file_path,
        coalesce(place, 'record ' || record_number) as place,
        rejection_reason as reason,
        excerpt,
        batch_id

    from records
    where rejection_reason != 'beyond_horizon'

)

select * from final
