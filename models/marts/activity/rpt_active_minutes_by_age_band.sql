with

active_users as (

    select * from {{ ref('fct_user_active_minutes') }}

),

summaries as (

    select * from {{ ref('rpt_active_minutes_summary') }}

),

labelled_users as (

    {{ rows_if_built(
        ref('dim_age_users'),
        {'user_id': 'bigint', 'role': 'varchar', 'age_band_id': 'integer', 'age_band': 'varchar'}
    ) }}

),

-- dim_age_users has no ages of prediction targets, so neither do these figures.
bands as (

    select
        -- ids
        active_users.log_name,
        labelled_users.age_band_id,

        -- strings
        labelled_users.age_band,
        any_value(summaries.caveat) as caveat,

        -- numerics
        count(*) filter (where active_users.active_minute_count > 0) as user_count,
        count(*) filter (where active_users.active_minute_count = 0) as inactive_user_count,
        sum(active_users.active_minute_count)::bigint as active_minute_count,
        {{ active_minute_measures('active_users.active_minute_count') }},
        -- Zeros of inactive users come first.
        list(active_users.active_minute_count order by active_users.active_minute_count)
            as minutes_in_order,

        -- booleans
        any_value(summaries.is_sample) as is_sample

    from active_users
    inner join labelled_users on active_users.user_id = labelled_users.user_id::varchar
    inner join summaries on active_users.log_name = summaries.log_name
    where labelled_users.role = 'labelled' and labelled_users.age_band_id is not null
    group by active_users.log_name, labelled_users.age_band_id, labelled_users.age_band

),

final as (

    select
        log_name,
        age_band_id,
        age_band,
        caveat,
        user_count,
        inactive_user_count,
        if(is_suppressed, null, active_minute_count) as active_minute_count,
        if(is_suppressed, null, median_active_minutes) as median_active_minutes,
        if(
            has_interval,
            minutes_in_order[inactive_user_count + {{ median_rank('user_count', -1) }}],
            null
        ) as median_low,
        if(
            has_interval,
            minutes_in_order[inactive_user_count + {{ median_rank('user_count', 1) }}],
            null
        ) as median_high,
        if(is_suppressed, null, p90_active_minutes) as p90_active_minutes,
        if(is_suppressed, null, mean_active_minutes) as mean_active_minutes,
        is_suppressed,
        is_sample

    from (
        select
            *,
            user_count < {{ var('min_group_users') }} as is_suppressed,
            -- Fewer than six values have no 95 % interval: too often all are on one side.
            user_count >= greatest(6, {{ var('min_group_users') }}) as has_interval
        from bands
    )
    order by log_name, age_band_id

)

select * from final
