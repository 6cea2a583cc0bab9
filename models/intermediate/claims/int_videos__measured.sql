{%- set counts = ['view', 'like', 'share', 'download', 'comment'] %}
with

videos as (

    select * from {{ ref('stg_videos__videos') }}

),

videos_normalised as (

    select
        *,
        trim(regexp_replace(lower(transcription), '[^[:alnum:]]+', ' ', 'g')) as plain_text

    from videos

),

final as (

    select
        -- ids
        video_id,

        -- known when a report arrives
        duration_seconds,
        verified_status,
        case verified_status
            when 'verified' then true
            when 'not verified' then false
        end as is_verified,
        author_ban_status,
        transcription,
        md5(plain_text) as transcription_id,
        length(transcription) as transcription_characters,
        case when plain_text != '' then len(string_split(plain_text, ' ')) else 0 end
            as transcription_words,

        -- known some time after publication
        {%- for name in counts %}
            {{ name }}_count,
        {%- endfor %}
        {%- for name in counts if name != 'view' %}
            round({{ name }}_count / cast(nullif(view_count, 0) as double), 9)
                as {{ name }}s_per_view,
        {%- endfor %}

        -- state
        case
            when has_conflicting_versions then 'versions_conflicting'
            when like_count > view_count then 'more_likes_than_views'
            when
                coalesce(plain_text, '') = ''
                or duration_seconds is null
                {%- for name in counts %}
                    or {{ name }}_count is null
                {%- endfor %}
                then 'incomplete'
        end as problem,
        row_number() over (order by file_order, record_number) as record_order

    from videos_normalised

)

select * from final
