{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='event_id',
    full_refresh=false,
    on_schema_change='sync_all_columns',
    pre_hook=["{{ forget_void_batches() }}", "{{ forget_events_beyond_horizon() }}"],
) }}
{%- set batch_id = activity_open_batch_sql() %}
with

events as (

    select * from {{ ref('stg_activity__events') }}

),

-- For an event with several times or users, the earliest counts, whatever the order of arrival.
batch_events as (

    select
        event_id,
        min(
            {
                'occurred_at': occurred_at,
                'user_id': user_id,
                'file_path': file_path
            }
        ) as earliest

    from events
    where event_id is not null
    group by event_id

),

known_events as (

    {% if is_incremental() %}
        select
            event_id,
            user_id,
            occurred_at

        from {{ this }}
        where event_id in (select batch_events.event_id from batch_events)
    {% else %}
        select
            event_id,
            earliest.user_id,
            earliest.occurred_at

        from batch_events
        where false
    {% endif %}

),

final as (

    select
        batch_events.event_id,
        batch_events.earliest.user_id,
        batch_events.earliest.occurred_at,
        known_events.user_id as earlier_user_id,
        known_events.occurred_at as earlier_occurred_at,
        batch_events.earliest.file_path,
        {{ batch_id }} as batch_id

    from batch_events
    left outer join known_events on batch_events.event_id = known_events.event_id
    where
        (
            known_events.event_id is null
            or (batch_events.earliest.occurred_at, batch_events.earliest.user_id)
            < (known_events.occurred_at, known_events.user_id)
        )
        and {{ batch_is_new_here(batch_id) }}

)

select * from final
