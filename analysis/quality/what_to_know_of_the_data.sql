-- What should a reader of the results know about the data? Warnings first, largest shares on top.
-- Run: plumage ask analysis/quality/what_to_know_of_the_data.sql
with

findings as (

    select * from marts.fct_data_quality_findings

),

final as (

    select
        severity,
        rule_id,
        entity,
        finding_count,
        row_count,
        round(100 * finding_share, 1) as percent,
        examples,
        description

    from findings

)

select * from final
order by severity desc, percent desc, rule_id asc, entity asc;
