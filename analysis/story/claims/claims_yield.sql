-- How many claims does a reviewer find in a hundred videos? One row per model, order and capacity.
select
    list || ' ' || queue_order || ' ' || capacity_share as row_key,
    list,
    queue_order,
    capacity_share,
    review_count,
    claim_count,
    claims_per_100,
    ci_low,
    ci_high,
    base_per_100

from predictions.claims_queue_yield
order by list asc, queue_order asc, capacity_share asc;
