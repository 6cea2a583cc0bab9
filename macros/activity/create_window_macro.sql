{#
    A table function for any window, stored in the warehouse, so that it works in plain DuckDB. It
    counts whole minutes, like the table: from that of `from_at` to the one before that of `until_at`.
#}
{% macro create_window_macro() %}
    create or replace macro {{ this.schema }}.user_active_minutes(
        from_at, until_at, granule_minutes := 1
    ) as table
    select
        log_name,
        user_id,
        count(distinct epoch_us(minute_at) // (60000000 * granule_minutes)) as active_minute_count,
        sum(action_count)::bigint as action_count
    from {{ this.include(database=false) }}
    where
        minute_at >= date_trunc('minute', from_at::timestamp)
        and minute_at < date_trunc('minute', until_at::timestamp)
    group by log_name, user_id
{% endmacro %}
