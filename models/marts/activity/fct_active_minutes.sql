{# A view: with a copy of the minutes, each batch would cost as much as the whole history. #}
{{ config(materialized='view', post_hook="{{ create_window_macro() }}") }}
with

logged_minutes as (

    select * from {{ ref('int_active_minutes__logged') }}

),

tweeted_minutes as (

    select * from {{ ref('int_active_minutes__tweeted') }}

),

final as (

    select
        'files' as log_name,
        user_id,
        minute_at,
        action_count

    from logged_minutes
    where action_count > 0
    union all
    select
        'tweets' as log_name,
        user_id,
        minute_at,
        action_count

    from tweeted_minutes

)

select * from final
