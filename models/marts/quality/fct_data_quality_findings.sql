with

impossible_values as (

    select * from {{ ref('int_impossible_values__counted') }}

),

plausibility_rules as (

    select * from {{ ref('ref_plausibility_rules') }}

),

findings as (

    select * from {{ ref('int_findings__counted') }}

),

finding_rules as (

    select * from {{ ref('ref_finding_rules') }}

),

findings_united as (

    select
        impossible_values.rule_id,
        impossible_values.entity,
        plausibility_rules.column_name,
        plausibility_rules.severity,
        impossible_values.finding_count,
        impossible_values.row_count,
        impossible_values.examples,
        plausibility_rules.description

    from impossible_values
    inner join plausibility_rules
        on impossible_values.rule_id = plausibility_rules.rule_id
    union all
    select
        findings.rule_id,
        findings.entity,
        finding_rules.column_name,
        finding_rules.severity,
        findings.finding_count,
        findings.row_count,
        findings.examples,
        finding_rules.description

    from findings
    inner join finding_rules
        on findings.rule_id = finding_rules.rule_id

),

final as (

    select
        rule_id,
        entity,
        column_name,
        severity,
        finding_count,
        row_count,
        finding_count / row_count as finding_share,
        examples,
        description

    from findings_united
    where finding_count > 0
    order by rule_id, entity

)

select * from final
