-- Conservation over all batches: each kept record is one action of one minute and of one day, and
-- the days count the same minutes.
with

files as (

    select * from {{ ref('fct_activity_files') }}

),

minutes as (

    select * from {{ ref('fct_active_minutes') }}

),

days as (

    select * from {{ ref('fct_active_days') }}

),

sums as (

    select
        (select coalesce(sum(files.kept_count), 0) from files) as kept_count,
        (
            select coalesce(sum(minutes.action_count), 0)
            from minutes
            where minutes.log_name = 'files'
        ) as minute_action_count,
        (
            select coalesce(sum(days.action_count), 0)
            from days
            where days.log_name = 'files'
        ) as day_action_count,
        (select count(*) from minutes) as minute_count,
        (select coalesce(sum(days.active_minute_count), 0) from days) as day_minute_count

)

select
    'kept ' || kept_count || ' records, but minutes hold ' || minute_action_count
    || ' actions and days ' || day_action_count || '; ' || minute_count
    || ' minutes, but days hold ' || day_minute_count as failure_reason,
    *

from sums
where
    (kept_count is distinct from minute_action_count)
    or (kept_count is distinct from day_action_count)
    or (minute_count is distinct from day_minute_count)
