{{ config(
    post_hook=["{{ stop_on_rejected_activity() }}", "{{ stop_on_rounded_activity_ids() }}"]
) }}
with

files as (

    select * from {{ ref('base_activity__files') }}

),

records as (

    select * from {{ ref('base_activity__records') }}

),

records_counted as (

    select
        file_path,
        count(*) filter (where rejection_reason is null) as usable_count,
        count(*) filter (where rejection_reason != 'beyond_horizon') as rejected_count,
        count(*) filter (where rejection_reason = 'beyond_horizon') as beyond_horizon_count,
        count(*) filter (where rejection_reason is null and is_at_clock_change)
            as clock_change_count,
        count(user_id) as user_count,
        count(occurred_at) as time_count,
        count(action) as action_count,
        count(event_id) as event_count,
        mode(rejection_reason order by rejection_reason) as common_reason,
        min(occurred_at) filter (where rejection_reason is null) as earliest_at,
        max(occurred_at) filter (where rejection_reason is null) as latest_at

    from records
    group by file_path

),

examples as (

    select
        file_path,
        rejection_reason,
        min(excerpt) as example

    from records
    where rejection_reason is not null
    group by file_path, rejection_reason

),

final as (

    select
        files.file_path,
        files.batch_id,
        files.content_sha256,
        files.is_repeated_content,
        files.record_count,
        coalesce(records_counted.usable_count, 0) as usable_count,
        coalesce(records_counted.rejected_count, 0) as rejected_count,
        coalesce(records_counted.beyond_horizon_count, 0) as beyond_horizon_count,
        coalesce(records_counted.clock_change_count, 0) as clock_change_count,
        coalesce(records_counted.user_count, 0) as user_count,
        coalesce(records_counted.time_count, 0) as time_count,
        coalesce(records_counted.action_count, 0) as action_count,
        coalesce(records_counted.event_count, 0) as event_count,
        records_counted.common_reason,
        examples.example as common_example,
        records_counted.earliest_at,
        records_counted.latest_at

    from files
    left outer join records_counted on files.file_path = records_counted.file_path
    left outer join examples
        on
            records_counted.file_path = examples.file_path
            and records_counted.common_reason = examples.rejection_reason
    where files.batch_id = {{ activity_open_batch_sql() if execute else 'null' }}

)

select * from final
