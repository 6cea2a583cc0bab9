{# A view: it must tell about the tables as they are, not as they were at the last build. #}
{{ config(materialized='view') }}
{#-
    A record is a duplicate when staging keeps another one of the same key. Whatever has no kept
    record of its key is thereby no duplicate: a row lost on the way breaks the reconciliation.
-#}
with

{% for record_type in record_types() if record_type.name != 'target' -%}
    {{ record_type.name | replace('.', '_') }}_repeats as (

        select
            parsed.file_path,
            '{{ record_type.name }}' as record_type,
            count(*) as record_count

        from {{ ref('base_twitter__' ~ record_type.base) }} as parsed
        inner join {{ ref(record_type.kept) }} as kept
            on
                {{ columns_match('parsed', 'kept', record_type.key) }}
                and not (
                    parsed.file_path = kept.file_path
                    and parsed.record_number = kept.record_number
                )
        where
            parsed.{{ record_type.rejected }} is null
            {%- if record_type.present != 'true' %}
                and parsed.{{ record_type.present }}
            {%- endif %}
        group by parsed.file_path

    ),

{% endfor -%}
final as (

    {% for record_type in record_types() if record_type.name != 'target' -%}
        select * from {{ record_type.name | replace('.', '_') }}_repeats
        {%- if not loop.last %}
            union all
        {%- endif %}
    {% endfor %}

)

select * from final
