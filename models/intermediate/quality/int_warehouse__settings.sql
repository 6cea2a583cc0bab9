{% set settings = var('subject_settings') %}
{% set seeds = [] %}
{% for subject in settings.values() %}
    {% for seed in subject.seeds or [] if seed not in seeds %}
        {% do seeds.append(seed) %}
    {% endfor %}
{% endfor %}

with

{% for seed in seeds %}
    {{ seed }} as (

        select * from {{ ref(seed) }}

    ),

{% endfor %}
variables_written_out as (

    {% for subject, setting in settings.items() %}
        select
            '{{ subject }}' as subject,
            {{ settings_text(setting.variables) }} as variables_text

        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

seed_rows_written_out as (

    {% for subject, setting in settings.items() %}
        {% for seed in setting.seeds or [] %}
            select
                '{{ subject }}' as subject,
                '{{ seed }}' as seed_name,
                cast({{ seed }} as varchar) as row_text

            from {{ seed }}
            union all
        {% endfor %}
    {% endfor %}
    select
        null as subject,
        null as seed_name,
        null as row_text

    where false

),

seeds_joined as (

    select
        subject,
        string_agg(seed_name || ' ' || row_text, chr(10) order by seed_name, row_text) as seeds_text

    from seed_rows_written_out
    group by subject

),

final as (

    select
        variables_written_out.subject,
        md5(variables_written_out.variables_text || coalesce(seeds_joined.seeds_text, ''))
            as settings_fingerprint

    from variables_written_out
    left outer join seeds_joined
        on variables_written_out.subject = seeds_joined.subject

)

select * from final
