-- What should a reader know about the data? One row per rule and kind of record, warnings first.
select
    rule_id || '|' || entity as row_key,
    rule_id,
    entity,
    severity,
    finding_count,
    row_count,
    finding_share,
    description

from marts.fct_data_quality_findings
order by severity desc, finding_share desc, row_key asc;
