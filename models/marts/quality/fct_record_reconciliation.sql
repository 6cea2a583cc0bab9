{# A view, so that it reflects the current tables, not those of the last build. #}
{{ config(materialized='view') }}
with

records_counted as (

    select * from {{ ref('int_records__counted') }}

),

final as (

    select
        file_path,
        record_type,
        coalesce(sum(record_count) filter (where outcome = 'read'), 0)::bigint as read_count,
        coalesce(sum(record_count) filter (where outcome = 'kept'), 0)::bigint as kept_count,
        coalesce(sum(record_count) filter (where outcome = 'rejected'), 0)::bigint
            as rejected_count,
        coalesce(sum(record_count) filter (where outcome = 'duplicate'), 0)::bigint
            as duplicate_count,
        coalesce(sum(record_count) filter (where outcome = 'notice'), 0)::bigint as notice_count

    from records_counted
    group by file_path, record_type
    order by file_path, record_type

)

select * from final
