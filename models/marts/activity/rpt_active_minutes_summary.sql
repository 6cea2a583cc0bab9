with

users as (

    select * from {{ ref('fct_user_active_minutes') }}

),

final as (

    select
        -- ids
        log_name,

        -- strings
        case log_name
            when 'tweets'
                then
                    'A sample: the export holds few of a user''s tweets, so minutes are far fewer'
                    || ' than those spent, and a user with more of them was not more active.'
            else 'All actions that the log''s files hold.'
        end as caveat,

        -- numerics
        {{ var('uam_granule_minutes') }} as granule_minutes,
        count(*) filter (where active_minute_count > 0) as user_count,
        count(*) filter (where active_minute_count = 0) as inactive_user_count,
        sum(action_count)::bigint as action_count,
        sum(active_minute_count)::bigint as active_minute_count,
        {{ active_minute_measures('active_minute_count') }},
        max(active_minute_count) as max_active_minutes,

        -- booleans
        log_name = 'tweets' as is_sample,

        -- timestamps
        any_value(window_start_date) as window_start_date,
        any_value(window_end_date) as window_end_date

    from users
    group by log_name
    order by log_name

)

select * from final
