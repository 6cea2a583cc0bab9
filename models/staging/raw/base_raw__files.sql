{{ config(
    pre_hook="{{ stop_without_raw_files() }}",
    post_hook=[
        "{{ stop_on_unusable_files() }}",
        "{{ remember_folder('raw_folder', raw_folder()) }}",
    ],
) }}
{#- The list of the last build is read by name: it is this table, which the new one replaces. -#}
{%- set earlier = kept_file_list() %}
{%- do raw_sources() %}
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
        -- Relative to the raw folder: the same export gives the same rows wherever it is stored.
        substring(full_path, {{ raw_folder() | length + 2 }}) as file_path,
        {{ input_of_path('full_path') }} as input_name

    from paths

),

paths_stamped as materialized (

    select
        *,
        plumage_raw_file_stamp(full_path, {{ var('max_gzip_expansion') }}) as file_stamp

    from paths_named
    where input_name != ''

),

earlier_files as (

    {{ usable_file_list(earlier) }}

),

-- A file with an unchanged stamp is not inspected again.
files_inspected as materialized (

    select
        paths_stamped.file_path,
        paths_stamped.input_name,
        paths_stamped.file_stamp,
        {{ kept_or_new_facts(earlier) }} as facts

    from paths_stamped
    left outer join earlier_files
        on
            paths_stamped.file_path = earlier_files.file_path
            and paths_stamped.file_stamp = earlier_files.file_stamp

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
            partition by input_name, facts.content_sha256
            order by file_path
        ) > 1 as is_repeated_content,
        file_stamp,
        facts.*

    from files_inspected
    order by file_path

)

select * from final
