-- Conservation: every record in the raw bytes is kept, rejected with a reason, a duplicate of a
-- kept one, or a notice of a stream. `read` comes from code that the staging models do not use.
with

reconciliation as (

    select * from {{ ref('fct_record_reconciliation') }}

)

select
    'read ' || read_count || ', but kept + rejected + duplicate + notices is '
    || kept_count + rejected_count + duplicate_count + notice_count as failure_reason,
    *

from reconciliation
where
    (
        read_count
        is distinct from kept_count + rejected_count + duplicate_count + notice_count
    )
