with

videos as (

    select * from {{ ref('int_videos__measured') }}

),

final as (

    select
        -- ids
        video_id,

        -- known when a report arrives
        duration_seconds,
        is_verified,
        author_ban_status,
        transcription,
        transcription_id,
        transcription_characters,
        transcription_words,

        -- known some time after publication
        view_count,
        like_count,
        comment_count,
        share_count,
        download_count,
        likes_per_view,
        comments_per_view,
        shares_per_view,
        downloads_per_view,

        -- state
        problem,
        record_order

    from videos

)

select * from final
