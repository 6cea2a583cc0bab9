with

twitter_files as (

    select * from {{ ref('base_twitter__files') }}

),

activity_files as (

    select * from {{ ref('base_activity__files') }}

),

files_united as (

    select
        'twitter' as source,
        file_path,
        input_name || ' ' || content_sha256 as content

    from twitter_files
    where not is_repeated_content

    union all

    select
        'activity' as source,
        file_path,
        content_sha256 as content

    from activity_files

),

final as (

    select
        source,
        count(*) as file_count,
        md5(string_agg(content, ',' order by file_path)) as data_fingerprint

    from files_united
    group by source

)

select * from final
