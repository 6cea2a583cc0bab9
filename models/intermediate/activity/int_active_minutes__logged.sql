{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key=['user_id', 'minute_at'],
    full_refresh=false,
    on_schema_change='sync_all_columns',
    pre_hook="{{ forget_void_batches() }}",
) }}
{%- set batch_id = activity_open_batch_sql() %}
{%- set identified_name = 'int_activity_events__identified' %}
with

events as (

    select * from {{ ref('stg_activity__events') }}

),

identified_events as (

    select * from {{ ref(identified_name) }}

),

-- Actions added by the batch, and actions removed because their event moved to an earlier time.
changes as (

    select
        user_id,
        date_trunc('minute', occurred_at) as minute_at,
        count(*) as action_change

    from events
    where event_id is null
    group by user_id, date_trunc('minute', occurred_at)
    union all
    select
        user_id,
        date_trunc('minute', occurred_at) as minute_at,
        count(*) as action_change

    from identified_events
    where batch_id = {{ batch_id }}
    group by user_id, date_trunc('minute', occurred_at)
    union all
    select
        earlier_user_id as user_id,
        date_trunc('minute', earlier_occurred_at) as minute_at,
        -count(*) as action_change

    from identified_events
    where batch_id = {{ batch_id }} and earlier_user_id is not null
    group by earlier_user_id, date_trunc('minute', earlier_occurred_at)

),

changes_added as (

    select
        user_id,
        minute_at,
        sum(action_change)::bigint as action_change

    from changes
    group by user_id, minute_at
    having sum(action_change) != 0

),

earlier_minutes as (

    {% if is_incremental() -%}
        select
            user_id,
            minute_at,
            action_count

        from {{ this }}
        where {{ activity_batch_rows('minute_at') }}
    {%- else -%}
        select
            user_id,
            minute_at,
            0 as action_count

        from changes_added
        where false
    {%- endif %}

),

-- A minute that lost its last action stays with 0, so that its day is counted again.
final as (

    select
        changes_added.user_id,
        changes_added.minute_at,
        (changes_added.action_change + coalesce(earlier_minutes.action_count, 0))::integer
            as action_count,
        {{ batch_id }} as batch_id

    from changes_added
    left outer join earlier_minutes
        on
            changes_added.user_id = earlier_minutes.user_id
            and changes_added.minute_at = earlier_minutes.minute_at
    where {{ batch_is_new_here(batch_id) }}
    order by changes_added.minute_at, changes_added.user_id

)

select * from final
