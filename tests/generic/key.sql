{# Fails on rows that share a key, and on keys with a NULL part. #}
{% test key(model, columns=none, column_name=none) %}

{% set parts = columns or [column_name] %}
select
    {{ parts | join(', ') }},
    count(*) as row_count
from {{ model }}
group by {{ parts | join(', ') }}
having count(*) > 1 or {{ parts | join(' is null or ') }} is null

{% endtest %}
