with

files as (

    select * from {{ ref('base_twitter__files') }}

),

as_of_times as (

    select * from {{ ref('int_warehouse__as_of') }}

),

settings as (

    select * from {{ ref('int_warehouse__settings') }}

),

files_fingerprinted as (

    select
        md5(string_agg(input_name || ' ' || content_sha256, ',' order by file_path))
            as data_fingerprint

    from files
    where not is_repeated_content

),

final as (

    select
        plumage_version() as project_version,
        {{ text_literal(raw_folder().split('/')[-1]) }} as raw_folder,
        files_fingerprinted.data_fingerprint,
        settings.settings_fingerprint,
        as_of_times.as_of,
        {{ 'plumage_key_check().key_check' if var('pseudonymise') else 'cast(null as varchar)' }}
            as pseudonym_key_check,
        cast({{ var('min_group_users') }} as integer) as min_group_users,
        cast({{ var('show_texts') }} as boolean) as show_texts

    from files_fingerprinted
    cross join as_of_times
    cross join settings

)

select * from final
