{%- set granule = var('uam_granule_minutes') | int %}
with

active_days as (

    select * from {{ ref('fct_active_days') }}

),

{% if granule != 1 -%}
    active_minutes as (

        select * from {{ ref('fct_active_minutes') }}

    ),

{% endif -%}
listed_users as (

    select * from {{ ref('int_activity_users__listed') }}

),

windows as (

    select
        log_name,
        {{ "date '" ~ var('uam_until') ~ "'" if var('uam_until') else 'max(active_date)' }}
            as window_end_date,
        window_end_date - {{ var('uam_window_days') | int - 1 }} as window_start_date

    from active_days
    group by log_name

),

-- No minute or interval spans two days, so days add up.
days_counted as (

    {% if granule == 1 -%}
        select * from active_days
    {%- else -%}
        select
            log_name,
            user_id,
            minute_at::date as active_date,
            count(distinct epoch_us(minute_at) // {{ granule * 60000000 }}) as active_minute_count,
            sum(action_count) as action_count

        from active_minutes
        group by log_name, user_id, minute_at::date
    {%- endif %}

),

users_counted as (

    select
        days_counted.log_name,
        days_counted.user_id,
        sum(days_counted.active_minute_count)::integer as active_minute_count,
        sum(days_counted.action_count)::bigint as action_count

    from days_counted
    inner join windows
        on
            days_counted.log_name = windows.log_name
            and days_counted.active_date >= windows.window_start_date
            and days_counted.active_date <= windows.window_end_date
    group by days_counted.log_name, days_counted.user_id

),

users as (

    select * from users_counted
    union all
    -- A log without events has no window, and so no inactive users.
    select
        listed_users.log_name,
        listed_users.user_id,
        0 as active_minute_count,
        0 as action_count

    from listed_users
    anti join users_counted
        on
            listed_users.log_name = users_counted.log_name
            and listed_users.user_id = users_counted.user_id

),

final as (

    select
        -- ids
        users.log_name,
        users.user_id,

        -- numerics
        users.active_minute_count,
        users.action_count,

        -- timestamps
        windows.window_start_date,
        windows.window_end_date

    from users
    inner join windows on users.log_name = windows.log_name
    order by users.log_name, users.user_id

)

select * from final
