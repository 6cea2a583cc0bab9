{%- set told = [
    'claim_status', 'duration_seconds', 'transcription', 'verified_status', 'author_ban_status',
    'view_count', 'like_count', 'share_count', 'download_count', 'comment_count',
] %}
with

videos as (

    select * from {{ ref('base_videos__video_claims') }}

),

videos_compared as (

    select
        *,
        concat_ws(
            chr(31),
            {%- for name in told %}
                coalesce(cast({{ name }} as varchar), ''){{ ',' if not loop.last }}
            {%- endfor %}
        ) as content

    from videos
    where rejection_reason is null

),

-- The last line of a video counts; where its lines differ, nobody can tell which one is right.
final as (

    select
        -- ids
        video_id,

        -- as the file says
        {%- for name in told %}
            {{ name }},
        {%- endfor %}

        -- state
        min(content) over (partition by video_id) != max(content) over (partition by video_id)
            as has_conflicting_versions,

        -- origin
        file_path,
        file_order,
        record_number

    from videos_compared
    qualify row_number() over (
        partition by video_id
        order by file_order desc, record_number desc
    ) = 1

)

select * from final
