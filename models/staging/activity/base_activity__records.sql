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
        {{ iso_time_parts('time_text') }} as time_parts

    from records

),

microseconds_read as (

    select
        *,
        case
            when time_text is null then typed_time_us
            when time_number is not null
                then {{ microseconds_from_number('time_number', is_whole=false) }}
            when time_parts.day != '' then {{ microseconds_from_iso('time_parts') }}
        end as time_us

    from numbers_read

),

times_read as (

    select
        *,
        case
            when
                -- Years within the range of timestamps; others have their own reason below.
                time_us between 0 and epoch_us(timestamp '9999-12-31')
                and not coalesce({{ is_no_leap_second('time_parts', 'time_us') }}, false)
                then make_timestamp(time_us)
        end as occurred_at

    from microseconds_read

),

final as (

    select
        file_path,
        record_number,
        place,
        {{ activity_user("nullif(user_text, '')") }} as user_id,
        occurred_at,
        nullif(action_text, '') as action,
        nullif(event_text, '') as event_id,
        case
            when segment_reason is not null then segment_reason
            when has_too_many_cells then 'too_many_cells'
            when coalesce(user_text, '') = '' then 'user_missing'
            when typed_time_us is null and coalesce(time_text, '') = '' then 'time_missing'
            when time_us < 0 then 'time_before_1970'
            when time_us >= 100000000000000000 and '{{ var("activity_time_unit") }}' = 's'
                then 'time_in_milliseconds'
            when time_us > epoch_us({{ latest_activity_time() }}) then 'time_in_future'
            when
                time_us is null
                and time_parts.zone = ''
                and try_cast(nullif(time_parts.day, '') as date) is not null
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
