{% set settings = var('subject_settings') %}
{% set seeds = [] %}
{% for subject in settings.values() %}
    {% for seed in subject.seeds if seed not in seeds %}
        {% do seeds.append(seed) %}
    {% endfor %}
{% endfor %}

with

{% for seed in seeds %}
    {{ seed }} as (

        select * from {{ ref(seed) }}

    ),

{% endfor %}
seed_rows_written_out as (

    {% for subject, setting in settings.items() %}
        {% set last_subject = loop.last %}
        {% for seed in setting.seeds %}
            select
                '{{ subject }}' as subject,
                '{{ seed }}' as seed_name,
                cast({{ seed }} as varchar) as row_text

            from {{ seed }}

            {% if not (loop.last and last_subject) %}union all{% endif %}
        {% endfor %}
    {% endfor %}

),

final as (

    select
        subject,
        md5(
            case subject
                {%- for subject, setting in settings.items() %}
                    when '{{ subject }}' then {{ settings_text(setting.variables) }}
                {%- endfor %}
            end
            || string_agg(seed_name || ' ' || row_text, chr(10) order by seed_name, row_text)
        ) as settings_fingerprint

    from seed_rows_written_out
    group by subject

)

select * from final
