{# A view, so that it reflects the current tables, not those of the last build. #}
{{ config(materialized='view') }}
{#-
    A record is a duplicate when staging keeps another one with the same key. A record without a kept
    one of its key is not a duplicate: a lost row breaks the reconciliation.
-#}
with

{% for name in repeatable_record_models() -%}
    {{ name }} as (

        select * from {{ ref(name) }}

    ),

{% endfor -%}
{% for record_type in repeatable_record_types() -%}
    {{ record_type.name | replace('.', '_') }}_repeats as (

        select
            parsed.file_path,
            '{{ record_type.name }}' as record_type,
            count(*) as record_count

        from {{ record_type.base }} as parsed
        inner join {{ record_type.kept }} as kept
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

    {% for record_type in repeatable_record_types() -%}
        select * from {{ record_type.name | replace('.', '_') }}_repeats
        {%- if not loop.last %}
            union all
        {%- endif %}
    {% endfor %}

)

select * from final
