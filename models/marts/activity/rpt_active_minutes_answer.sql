with

users as (

    select * from {{ ref('fct_user_active_minutes') }}

),

values_counted as (

    select
        log_name,
        active_minute_count,
        count(*) as user_count

    from users
    group by log_name, active_minute_count

),

places as (

    select
        log_name,
        unnest(
            range(1, {{ var('uam_answer_minutes') or 'max(active_minute_count)' }} + 1)
        )::integer as active_minute_count

    from values_counted
    group by log_name

),

final as (

    select
        places.log_name,
        places.active_minute_count,
        coalesce(values_counted.user_count, 0) as user_count

    from places
    left outer join values_counted
        on
            places.log_name = values_counted.log_name
            and places.active_minute_count = values_counted.active_minute_count
    order by places.log_name, places.active_minute_count

)

select * from final
