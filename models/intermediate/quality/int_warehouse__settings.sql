{% set seeds = [
    'ref_age_bands',
    'ref_bio_patterns',
    'ref_emoji',
    'ref_emoji_groups',
    'ref_emoticons',
    'ref_first_person_words',
    'ref_plausibility_rules',
    'ref_source_apps',
    'ref_tweet_age_patterns',
] %}

with

{% for seed in seeds %}
    {{ seed }} as (

        select * from {{ ref(seed) }}

    ),

{% endfor %}
seed_rows_written_out as (

    {% for seed in seeds %}
        select
            '{{ seed }}' as seed_name,
            cast({{ seed }} as varchar) as row_text

        from {{ seed }}

        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

final as (

    select
        'age' as subject,
        md5(
            {{ prediction_settings() }}
            || string_agg(seed_name || ' ' || row_text, chr(10) order by seed_name, row_text)
        ) as settings_fingerprint

    from seed_rows_written_out

)

select * from final
