-- Last of the state tables: a batch in it is complete.
-- depends_on: {{ ref('int_active_days__logged') }}
{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='batch_id',
    full_refresh=false,
    on_schema_change='sync_all_columns',
    pre_hook="{{ forget_void_batches() }}",
) }}
{%- set batch_id = activity_open_batch_sql() %}
{%- set open_since = activity_open_since() %}
with

files as (

    select * from {{ ref('stg_activity__files') }}

),

events as (

    select * from {{ ref('stg_activity__events') }}

),

identified_events as (

    select * from {{ ref('int_activity_events__identified') }}

),

kept_records as (

    select
        file_path,
        count(*) as record_count,
        0 as moved_count

    from events
    where event_id is null
    group by file_path
    union all
    -- A known event stays one event, even when it moves to an earlier time.
    select
        file_path,
        count(*) filter (where earlier_user_id is null) as record_count,
        count(*) filter (where earlier_user_id is not null) as moved_count

    from identified_events
    where batch_id = {{ batch_id }}
    group by file_path

),

kept_counted as (

    select
        file_path,
        sum(record_count)::bigint as kept_count,
        sum(moved_count)::bigint as moved_count

    from kept_records
    group by file_path

),

final as (

    select
        files.file_path,
        files.batch_id,
        files.is_repeated_content,
        files.record_count as read_count,
        coalesce(kept_counted.kept_count, 0) as kept_count,
        files.rejected_count + files.beyond_horizon_count as rejected_count,
        files.beyond_horizon_count,
        if(
            files.is_repeated_content,
            files.record_count,
            files.usable_count - coalesce(kept_counted.kept_count, 0)
        ) as duplicate_count,
        coalesce(kept_counted.moved_count, 0) as moved_count,
        files.clock_change_count,
        files.user_count,
        files.time_count,
        files.action_count,
        files.event_count,
        {{ "date '" ~ open_since ~ "'" if open_since else 'null::date' }} as open_since,
        files.earliest_at,
        files.latest_at

    from files
    left outer join kept_counted on files.file_path = kept_counted.file_path

)

select * from final
