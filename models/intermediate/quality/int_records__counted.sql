{# A view: it must tell about the tables as they are, not as they were at the last build. #}
{{ config(materialized='view') }}
{#- Staging tables, with the record type that each row was read as. -#}
{%- set kept_types = {
    'stg_twitter__profiles': "if(is_recovered_from_tweet, 'tweet.user', 'profile')",
    'stg_twitter__tweets': "if(tweet_source = 'tweet', 'tweet', 'profile.status')",
    'stg_twitter__age_labels': "'label'",
    'stg_twitter__prediction_targets': "'target'",
    'stg_twitter__friends': "'friend'",
    'stg_twitter__mentions': "'mention'",
    'stg_twitter__friend_profiles': "'friend_profile'",
    'stg_twitter__mention_profiles': "'mention_profile'",
} %}
with

{% for name in kept_types -%}
    {{ name }} as (

        select * from {{ ref(name) }}

    ),

{% endfor -%}
files as (

    select * from {{ ref('base_twitter__files') }}

),

rejected_records as (

    select * from {{ ref('stg_twitter__rejected_records') }}

),

repeated_records as (

    select * from {{ ref('int_records__repeated') }}

),

files_read as (

    select
        file_path,
        is_repeated_content,
        {{ record_type_of('input_name') }} as record_type,
        record_count

    from files
    union all
    select
        file_path,
        is_repeated_content,
        case input_name when 'age_tweets' then 'tweet.user' else 'profile.status' end
            as record_type,
        nested_record_count as record_count

    from files
    where nested_record_count is not null

),

final as (

    select
        file_path,
        record_type,
        'read' as outcome,
        record_count

    from files_read
    union all
    -- A file of the same content as an earlier one is not parsed at all.
    select
        file_path,
        record_type,
        'duplicate' as outcome,
        record_count

    from files_read
    where is_repeated_content
    union all
    select
        file_path,
        record_type,
        'duplicate' as outcome,
        record_count

    from repeated_records
    union all
    select
        file_path,
        record_type,
        'rejected' as outcome,
        count(*) as record_count

    from rejected_records
    group by file_path, record_type
    {%- for name, record_type in kept_types.items() %}
        union all
        select
            file_path,
            {{ record_type }} as record_type,
            'kept' as outcome,
            count(*) as record_count

        from {{ name }}
        group by all
    {%- endfor %}

)

select * from final
