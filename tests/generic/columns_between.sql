{#
    `between` for many columns in one test: fails on values outside [minimum, maximum], and names
    the column. NULL passes.
#}
{% test columns_between(model, columns, minimum=none, maximum=none) %}

{% for column in columns %}
select
    '{{ column }}' as column_name,
    cast({{ column }} as double) as failing_value,
    'outside [{{ minimum }}, {{ maximum }}]' as failure_reason
from {{ model }}
where
    false
    {%- if minimum is not none %} or {{ column }} < {{ minimum }}{% endif %}
    {%- if maximum is not none %} or {{ column }} > {{ maximum }}{% endif %}
{% if not loop.last %}union all{% endif %}
{% endfor %}

{% endtest %}
