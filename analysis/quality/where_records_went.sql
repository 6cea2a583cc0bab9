-- What happened to every record? One row per kind of record; `unaccounted_count` is 0.
-- Run: plumage ask analysis/quality/where_records_went.sql
with

reconciliation as (

    select * from marts.fct_record_reconciliation

),

final as (

    select
        record_type,
        count(*) as file_count,
        sum(read_count) as read_count,
        sum(kept_count) as kept_count,
        sum(rejected_count) as rejected_count,
        sum(duplicate_count) as duplicate_count,
        sum(notice_count) as notice_count,
        sum(read_count - kept_count - rejected_count - duplicate_count - notice_count)
            as unaccounted_count

    from reconciliation
    group by record_type

)

select * from final
order by record_type asc;
