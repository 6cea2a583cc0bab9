{# A view: eleven rows a video need not be stored. #}
{{ config(materialized='view') }}
{%- set numbers = {
    'video_duration_sec': 'duration_seconds', 'video_view_count': 'view_count',
    'video_like_count': 'like_count', 'video_share_count': 'share_count',
    'video_download_count': 'download_count', 'video_comment_count': 'comment_count',
} %}
{%- set texts = {
    'video_id': 'video_id', 'video_transcription_text': 'transcription',
    'verified_status': 'verified_status', 'author_ban_status': 'author_ban_status',
} %}
with

videos as (

    select * from {{ ref('int_videos__measured') }}

),

labels as (

    select * from {{ ref('int_claim_labels__stated') }}

),

final as (

    {%- for column_name, name in numbers.items() %}
        select
            video_id,
            '{{ column_name }}' as column_name,
            cast({{ name }} as varchar) as text,
            cast({{ name }} as double) as number
        from videos
        union all
    {%- endfor %}
    {%- for column_name, name in texts.items() %}
        select
            video_id,
            '{{ column_name }}' as column_name,
            cast({{ name }} as varchar) as text,
            cast(null as double) as number
        from videos
        union all
    {%- endfor %}
    select
        video_id,
        'claim_status' as column_name,
        claim_status as text,
        cast(null as double) as number
    from labels

)

select * from final
