{# A number of a rule of ref_finding_rules; a CTE named `finding_rules` has the seed. #}
{% macro rule_number(rule_id, name='threshold') -%}
    (select {{ name }} from finding_rules where rule_id = '{{ rule_id }}')
{%- endmacro %}


{# Up to five ids of rows that meet a condition, as text: the smallest, so the result is stable. #}
{% macro example_ids(id, condition) -%}
    array_to_string(
        (list({{ id }} order by {{ id }}) filter (where {{ condition }}))[:5], ', '
    )
{%- endmacro %}


{# Counts of rows, and of those that meet a condition, as the columns of a finding. #}
{% macro finding_of(rule_id, entity, condition, id='user_id') -%}
    '{{ rule_id }}' as rule_id,
        '{{ entity }}' as entity,
        count(*) filter (where {{ condition }}) as finding_count,
        count(*) as row_count,
        {{ example_ids(id, condition) }} as examples
{%- endmacro %}
