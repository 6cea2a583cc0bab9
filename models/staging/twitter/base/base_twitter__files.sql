with

paths as (

    select file as full_path from glob({{ text_literal(raw_folder_pattern() ~ '/*') }})
    union all
    select file as full_path from glob({{ text_literal(raw_folder_pattern() ~ '/*/*') }})

),

paths_named as (

    select
        full_path,
        -- Relative to the raw folder: the same export gives the same rows wherever it lies.
        substring(full_path, {{ raw_folder() | length + 2 }}) as file_path,
        regexp_extract(
            full_path,
            '/({{ raw_input_names() | join("|") }})(?:-[^/]*)?\.(?:json|jsonl|csv)(?:\.gz)?$',
            1
        ) as input_name

    from paths

),

files_inspected as materialized (

    select
        file_path,
        input_name,
        plumage_inspect_raw_file(full_path, {{ text_literal(spool_folder()) }}) as facts

    from paths_named
    where input_name != ''

),

final as (

    select
        file_path,
        input_name,
        row_number() over (order by file_path) as file_order,
        row_number() over (
            partition by input_name, facts.content_md5
            order by file_path
        ) > 1 as is_repeated_content,
        unnest(facts)

    from files_inspected
    order by file_path

)

select * from final
