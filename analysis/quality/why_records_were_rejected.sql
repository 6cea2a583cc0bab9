-- Why were records unreadable? One row per file, kind of record and reason, with a first position.
-- `plumage rejects export FOLDER` writes their complete bytes, to edit.
-- Run: plumage ask analysis/quality/why_records_were_rejected.sql
with

rejected_records as (

    select * from staging.stg_raw__rejected_records

),

final as (

    select
        file_path,
        record_type,
        reason,
        count(*) as record_count,
        min(place) as one_place

    from rejected_records
    group by file_path, record_type, reason

)

select * from final
order by record_count desc, file_path asc, record_type asc, reason asc;
