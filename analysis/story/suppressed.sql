-- What do reports leave out because it rests on too few users? One row per report and reason.
select
    table_name || '|' || suppressed_kind as row_key,
    table_name,
    suppressed_kind,
    suppressed_count,
    min_group_users

from marts.rpt_suppressed_groups
order by row_key;
