{%- set counts = ['view', 'like', 'share', 'download', 'comment'] %}
{%- set columns = var('inputs')['video_claims'].csv.columns %}
-- depends_on: {{ ref('base_raw__files') }}
with

lines as (

    {{ read_raw_cells('video_claims', columns) }}

),

-- Spreadsheets and statistics programs have words of their own for an empty cell.
lines_emptied as (

    select
        file_path,
        file_order,
        record_number,
        place,
        line,
        {%- for name in columns %}
            case
                when lower({{ name }}_text) not in ('', '#n/a', 'n/a', 'na', 'nan', 'null', 'none')
                    then {{ name }}_text
            end as {{ name }}_text,
        {%- endfor %}
        has_too_many_cells

    from lines

),

lines_typed as (

    select
        *,
        lower(claim_status_text) as claim_status,
        try_cast(video_duration_sec_text as double) as duration_seconds,
        lower(verified_status_text) as verified_status,
        lower(author_ban_status_text) as author_ban_status,
        {%- for name in counts %}
            {{ count_from_text('video_' ~ name ~ '_count_text') }} as {{ name }}_count,
        {%- endfor %}
        {{ pseudonym_of_id(id_from_text('video_id_text')) }} as video_id

    from lines_emptied

),

lines_judged as (

    select
        *,
        case
            when has_too_many_cells then 'too_many_cells'
            when video_id is null then {{ id_rejection('video_id') }}
            when
                (duration_seconds is null and video_duration_sec_text is not null)
                or not coalesce(isfinite(duration_seconds), true)
                then 'video_duration_sec_unreadable'
            when duration_seconds < 0 then 'video_duration_sec_negative'
            {%- for name in counts %}
                when {{ name }}_count is null and video_{{ name }}_count_text is not null
                    then 'video_{{ name }}_count_unreadable'
                when {{ name }}_count < 0 then 'video_{{ name }}_count_negative'
            {%- endfor %}
        end as rejection_reason

    from lines_typed

),

final as (

    select
        file_path,
        file_order,
        record_number,
        place,
        video_id,
        claim_status,
        duration_seconds,
        video_transcription_text_text as transcription,
        verified_status,
        author_ban_status,
        {%- for name in counts %}
            {{ name }}_count,
        {%- endfor %}
        rejection_reason,
        case when rejection_reason is not null then {{ masked_excerpt('line') }} end as excerpt

    from lines_judged

)

select * from final
