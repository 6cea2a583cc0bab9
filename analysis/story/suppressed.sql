-- What do reports leave out because it rests on too few users? One row per table and group.
select
    table_name || '|' || group_id as row_key,
    table_name,
    group_id,
    suppressed_kind,
    suppressed_count,
    min_group_users

from marts.rpt_suppressed_groups
order by row_key;
