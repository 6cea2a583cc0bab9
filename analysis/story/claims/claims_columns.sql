-- What is in each column, and what is it useful for? One row per column.
select
    column_name as row_key,
    value_type,
    meaning,
    useful_for,
    filled_count,
    missing_count,
    distinct_count,
    least,
    median,
    mean,
    largest,
    outside_count,
    coalesce(outside_values, '') as outside_values

from marts.rpt_claims_columns
order by display_order;
