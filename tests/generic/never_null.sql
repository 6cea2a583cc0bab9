{# `not_null` for many columns in one test: one row per column with NULLs. #}
{% test never_null(model, columns) %}

{% for column in columns %}
select
    '{{ column }}' as column_name,
    count(*) as null_count
from {{ model }}
where {{ column }} is null
having count(*) > 0
{% if not loop.last %}union all{% endif %}
{% endfor %}

{% endtest %}
