-- depends_on: {{ ref('base_activity__files') }}
{%- set open_since = activity_open_since() if execute else none %}
with

records as (

    {{ read_activity_records() }}

),

numbers_read as (

    select
        *,
        {{ number_from_text('time_text') }} as time_number,
        {{ time_parts('if(time_number is null, time_text, null)') }} as time_parts

    from records

),

clocks_read as (

    select
        *,
        {{ local_microseconds('time_parts') }} as local_us

    from numbers_read

),

clocks_placed as (

    select
        *,
        {{ instant_by_offset('local_us', -1) }} as before_us,
        {{ instant_by_offset('local_us', 1) }} as after_us

    from clocks_read

),

microseconds_read as (

    select
        *,
        case
            when time_text is null then typed_time_us
            when time_number is not null then {{ activity_microseconds('time_number') }}
            when local_us is not null
                then {{ instant_of_wall_clock('local_us', 'before_us', 'after_us') }}
            when time_parts.zone != '' then {{ microseconds_from_parts('time_parts') }}
        end as time_us,
        {{ is_at_clock_change('local_us', 'before_us', 'after_us') }} as is_at_clock_change

    from clocks_placed

),

times_read as (

    select
        *,
        {{ time_from_microseconds('time_us', 'time_parts') }} as occurred_at

    from microseconds_read

),

final as (

    select
        file_path,
        record_number,
        place,
        {{ activity_user('user_text') }} as user_id,
        occurred_at,
        action_text as action,
        {{ id_in_one_spelling('event_text') }} as event_id,
        is_at_clock_change,
        case
            when segment_reason is not null then segment_reason
            when has_too_many_cells then 'too_many_cells'
            when user_text is null then 'user_missing'
            when {{ is_rounded_id('user_text') }} then 'user_rounded'
            when {{ is_rounded_id('event_text') }} then 'event_rounded'
            when typed_time_us is null and time_text is null then 'time_missing'
            when {{ is_rounded_number('time_text') }} then 'time_rounded'
            when time_us < 0 then 'time_before_1970'
            when time_us >= 100000000000000000 and {{ has_finer_unit() }}
                then 'time_in_finer_unit'
            when time_us > epoch_us({{ latest_activity_time() }}) then 'time_in_future'
            when
                time_us is null
                and time_parts.zone = ''
                and {{ local_time('time_parts') }} is not null
                then 'time_without_zone'
            when occurred_at is null then 'time_unreadable'
            when occurred_at < timestamp '{{ var("activity_earliest_date") }}'
                then 'time_too_early'
            when not ({{ from_day_on('occurred_at', open_since) }}) then 'beyond_horizon'
        end as rejection_reason,
        case
            when rejection_reason is not null and rejection_reason != 'beyond_horizon'
                then {{ masked_excerpt("coalesce(line, concat_ws(',', user_text,"
                    ~ " coalesce(time_text, typed_time_us || ' microseconds')))") }}
        end as excerpt,
        {{ activity_open_batch_sql() if execute else 'null' }} as batch_id

    from times_read

)

select * from final
