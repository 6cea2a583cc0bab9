{{ config(
    post_hook=["{{ stop_on_unusable_activity_files() }}", "{{ announce_activity_batch() }}",
        "{{ remember_folder('activity_folder', activity_folder()) }}"]
) }}
{#- The list of an earlier run is read by name: it is this table, which the new one replaces. -#}
{%- set earlier = earlier_table('staging', 'base_activity__files', column='content_sha256') %}
{%- do source('activity', 'logs') %}
{%- set next_batch = activity_next_batch() if execute else 1 %}
with

listed as (

    select unnest(files, recursive := true)
    from (
        select plumage_list_activity_files({{ text_literal(activity_folder()) }}) as files
    )

),

earlier_files as (

    {{ 'select * from ' ~ earlier if earlier else no_activity_files() }}

),

-- Files with unchanged size and modification time are not read again.
present as materialized (

    select
        listed.*,
        unnest(
            case
                when earlier_files.file_path is not null then {{ activity_file_facts() }}
                else {{ inspect_activity_file('listed.file_path') }}
            end
        )

    from listed
    left outer join earlier_files
        on
            listed.file_path = earlier_files.file_path
            and listed.byte_count = earlier_files.byte_count
            and listed.modified_ns = earlier_files.modified_ns
            and earlier_files.settings_md5 = '{{ activity_settings_md5() }}'

),

-- The result depends only on the files in the folder: when one is gone or changed, or the rules
-- of reading change, all are read again.
starts as (

    select
        min(first_batch_id) as first_batch_id,
        case
            when
                count(*) = 0
                or {{ flags.FULL_REFRESH | lower }}
                or bool_or(
                    settings_md5 != '{{ activity_settings_md5() }}'
                    or content_sha256 not in (
                        select present.content_sha256
                        from present
                        where present.content_sha256 is not null
                    )
                )
                then greatest({{ next_batch }}, coalesce(max(batch_id), 0) + 1)
        end as anew_batch_id

    from earlier_files

),

-- A moved file keeps the batch in which its content was read.
moved_contents as (

    select
        content_sha256,
        min(batch_id) as batch_id

    from earlier_files
    where file_path not in (select present.file_path from present)
    group by content_sha256

),

batched as (

    select
        present.*,
        coalesce(
            starts.anew_batch_id,
            earlier_files.batch_id,
            moved_contents.batch_id,
            {{ next_batch }}
        )::integer as batch_id,
        coalesce(starts.anew_batch_id, starts.first_batch_id)::integer as first_batch_id

    from present
    cross join starts
    left outer join earlier_files on present.file_path = earlier_files.file_path
    left outer join moved_contents on present.content_sha256 = moved_contents.content_sha256

),

final as (

    select
        *,
        row_number() over (
            partition by content_sha256
            order by batch_id, file_path
        ) > 1 as is_repeated_content,
        '{{ activity_settings_md5() }}' as settings_md5

    from batched
    order by file_path

)

select * from final
