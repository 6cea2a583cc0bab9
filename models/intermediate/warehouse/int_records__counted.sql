{# A view: it must tell about the tables as they are, not as they were at the last build. #}
{{ config(materialized='view') }}
with

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
    {%- for kept in [
        ('stg_twitter__profiles', "if(is_recovered_from_tweet, 'tweet.user', 'profile')"),
        ('stg_twitter__tweets', "if(tweet_source = 'tweet', 'tweet', 'profile.status')"),
        ('stg_twitter__age_labels', "'label'"),
        ('stg_twitter__prediction_targets', "'target'"),
        ('stg_twitter__friends', "'friend'"),
        ('stg_twitter__mentions', "'mention'"),
        ('stg_twitter__friend_profiles', "'friend_profile'"),
        ('stg_twitter__mention_profiles', "'mention_profile'"),
    ] %}
        union all
        select
            file_path,
            {{ kept[1] }} as record_type,
            'kept' as outcome,
            count(*) as record_count

        from {{ ref(kept[0]) }}
        group by all
    {%- endfor %}

)

select * from final
