{# A view: with a copy of the days, each batch would cost as much as the whole history. #}
{{ config(materialized='view') }}
with

logged_days as (

    select * from {{ ref('int_active_days__logged') }}

),

tweeted_minutes as (

    select * from {{ ref('int_active_minutes__tweeted') }}

),

final as (

    select
        'files' as log_name,
        user_id,
        active_date,
        active_minute_count,
        action_count

    from logged_days
    where active_minute_count > 0
    union all
    select
        'tweets' as log_name,
        user_id,
        minute_at::date as active_date,
        count(*)::integer as active_minute_count,
        sum(action_count)::integer as action_count

    from tweeted_minutes
    group by user_id, minute_at::date

)

select * from final
