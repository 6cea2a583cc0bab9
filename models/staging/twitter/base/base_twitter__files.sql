{{ config(
    pre_hook="{{ stop_without_raw_files() }}",
    post_hook="{{ stop_on_unusable_files() }}",
) }}
with

paths as (

    select file as full_path
    from (
        {{ raw_paths() }}
    )

),

paths_named as (

    select
        full_path,
        -- Relative to the raw folder: the same export gives the same rows wherever it lies.
        substring(full_path, {{ raw_folder() | length + 2 }}) as file_path,
        regexp_extract(full_path, '{{ raw_path_pattern() }}', 1) as input_name

    from paths

),

files_inspected as materialized (

    select
        file_path,
        input_name,
        {{ inspect_raw_file('full_path') }} as facts

    from paths_named
    where input_name != ''

),

final as (

    select
        file_path,
        input_name,
        -- `friends.csv` before `friends-2015.csv`, and both before those of sub-folders.
        row_number() over (
            order by
                contains(file_path, '/'),
                regexp_replace(file_path, '\.(?:json|jsonl|csv)(?:\.gz)?$', ''),
                file_path
        ) as file_order,
        -- The same content delivered twice counts once, whatever its name and compression.
        row_number() over (
            partition by input_name, facts.content_md5
            order by file_path
        ) > 1 as is_repeated_content,
        facts.*

    from files_inspected
    order by file_path

)

select * from final
