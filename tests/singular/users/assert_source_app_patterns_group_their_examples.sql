-- Each pattern puts its example into its group, without an earlier match.
with

source_app_patterns as (

    select * from {{ ref('ref_source_apps') }}

),

examples_matched as (

    select
        examples.example,
        examples.app_group as expected_group,
        source_app_patterns.app_group as found_group

    from source_app_patterns as examples
    left outer join source_app_patterns
        on regexp_matches(lower(examples.example), source_app_patterns.source_app_pattern)
    qualify row_number() over (
        partition by examples.example
        order by source_app_patterns.preference, source_app_patterns.app_group
    ) = 1

)

select
    *,
    'the example belongs to another group or to none' as failure_reason

from examples_matched
where found_group is distinct from expected_group
