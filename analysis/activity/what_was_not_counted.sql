-- Which records did not become actions, file by file? One row per batch and file.
-- Run: plumage ask analysis/activity/what_was_not_counted.sql
with

files as (

    select * from marts.fct_activity_files

),

final as (

    select
        batch_id,
        file_path,
        read_count,
        kept_count,
        rejected_count - beyond_horizon_count as unusable_count,
        beyond_horizon_count,
        duplicate_count,
        open_since

    from files

)

select * from final
order by batch_id asc, file_path asc;
