-- Did every record arrive? One row.
select
    'all' as row_key,
    count(distinct file_path) as file_count,
    sum(read_count)::bigint as read_count,
    sum(kept_count)::bigint as kept_count,
    sum(rejected_count)::bigint as rejected_count,
    sum(duplicate_count)::bigint as duplicate_count,
    sum(notice_count)::bigint as notice_count,
    sum(read_count - kept_count - rejected_count - duplicate_count - notice_count)::bigint
        as lost_count

from marts.fct_record_reconciliation;
