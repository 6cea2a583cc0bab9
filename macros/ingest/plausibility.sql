{#
    List of the ids of the rules that a row's values break. `checks` maps rule ids to expressions; a
    CTE named `plausibility_rules` has the seed. A NULL breaks no rule.
#}
{% macro broken_rules(checks, time_checks={}) -%}
    list_filter(
        [
            {%- for rule, value in checks.items() %}
            case
                when
                    {{ value }} < (
                        select minimum from plausibility_rules where rule_id = '{{ rule }}'
                    )
                    or {{ value }} > (
                        select maximum from plausibility_rules where rule_id = '{{ rule }}'
                    )
                    then '{{ rule }}'
            end{{ ',' if not loop.last or time_checks }}
            {%- endfor %}
            {%- for rule, value in time_checks.items() %}
            case
                when
                    {{ value }} < (
                        select earliest_at from plausibility_rules where rule_id = '{{ rule }}'
                    )
                    or (
                        {{ value }} > {{ run_start_time() }}
                        and (
                            select latest_is_run_start
                            from plausibility_rules
                            where rule_id = '{{ rule }}'
                        )
                    )
                    then '{{ rule }}'
            end{{ ',' if not loop.last }}
            {%- endfor %}
        ],
        lambda rule: rule is not null
    )
{%- endmacro %}


{# The stated values behind `broken_rules`, for findings; NULL when none is broken. #}
{% macro impossible_values(checks) -%}
    case
        when len(broken_rules) > 0
            then list_filter(
                [
                    {%- for rule, value in checks.items() %}
                    {'rule_id': '{{ rule }}', 'stated_value': {{ value }}::varchar}
                    {{- ',' if not loop.last }}
                    {%- endfor %}
                ],
                lambda item: list_contains(broken_rules, item.rule_id)
            )
    end
{%- endmacro %}


{# A value, or NULL when it breaks one of the given rules. #}
{% macro null_if_broken(value, rules) -%}
    case
        when not list_has_any(broken_rules, {{ rules }}) then {{ value }}
    end
{%- endmacro %}


{# Start of the build, in UTC: anything later has not happened yet. #}
{% macro run_start_time() -%}
    timestamp '{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}'
{%- endmacro %}
