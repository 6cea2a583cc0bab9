with

raw_files as (

    select * from {{ ref('base_raw__files') }}

),

activity_files as (

    {{ activity_source_files() }}

),

files_united as (

    select
        {{ source_of_input('input_name') }} as source,
        file_path,
        input_name || ' ' || content_sha256 as content

    from raw_files
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
