{#
    Fails on values outside the bounds of a subject's features in ref_features, and names the
    column. NULL passes.
#}
{% test features_within_bounds(model, subject) %}

{% set features = [] %}
{% set seed = ref('ref_features') %}
{% if execute and load_relation(seed) %}
    {% set features = run_query(
        "select feature, scale, coalesce(divisor, 1), minimum, maximum from " ~ seed
        ~ " where subject = '" ~ subject ~ "' and coalesce(minimum, maximum) is not null"
        ~ " order by feature"
    ).rows %}
{% endif %}
{% for feature, scale, divisor, minimum, maximum in features %}
    {% set stored = 'cast(' ~ feature ~ ' as double)' %}
    {% set value = {
        'log1p': 'exp(' ~ stored ~ ') - 1', 'log': 'exp(' ~ stored ~ ')'
    }.get(scale, stored ~ ' / ' ~ divisor) %}
select
    '{{ feature }}' as column_name,
    {{ value }} as failing_value
from {{ model }}
where
    false
    {%- if minimum is not none %} or {{ value }} < {{ minimum }}{% endif %}
    {%- if maximum is not none %} or {{ value }} > {{ maximum }}{% endif %}

union all
{% endfor %}
select
    null as column_name,
    null as failing_value
where false

{% endtest %}
