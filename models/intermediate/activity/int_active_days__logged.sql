{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key=['user_id', 'active_date'],
    full_refresh=false,
    on_schema_change='sync_all_columns',
    pre_hook="{{ forget_void_batches() }}",
) }}
{%- set batch_id = activity_open_batch_sql() %}
with

minutes as (

    select * from {{ ref('int_active_minutes__logged') }}

),

touched_days as (

    select distinct
        user_id,
        minute_at::date as active_date

    from minutes
    where batch_id = {{ batch_id }}

),

-- Counted from the minutes, not incremented: counting a day twice changes nothing.
days_counted as (

    select
        touched_days.user_id,
        touched_days.active_date,
        count(*) filter (where minutes.action_count > 0)::integer as active_minute_count,
        sum(minutes.action_count)::integer as action_count

    from touched_days
    inner join minutes
        on
            touched_days.user_id = minutes.user_id
            and touched_days.active_date = minutes.minute_at::date
    where {{ activity_batch_rows('minutes.minute_at') }}
    group by touched_days.user_id, touched_days.active_date

),

final as (

    select
        user_id,
        active_date,
        active_minute_count,
        action_count,
        {{ batch_id }} as batch_id

    from days_counted
    order by active_date, user_id

)

select * from final
