{# A view, so that it reflects the current scores and settings. #}
{{ config(materialized='view') }}
with

scores as (

    select * from {{ ref('fct_claim_scores') }}

),

videos as (

    select * from {{ ref('feat_videos') }}

),

items_weighted as (

    select
        'claims' as subject,
        'video' as item_type,
        cast(scores.video_id as varchar) as item_id,
        scores.probability,
        videos.view_count as reach,
        {%- if var('claims_queue_order') == 'expected_views' %}
            round(scores.probability * coalesce(videos.view_count, 0), 9) as priority,
        {%- else %}
        scores.probability as priority,
        {%- endif %}
        scores.reasons,
        scores.run_id

    from scores
    inner join videos on scores.video_id = videos.video_id
    where scores.zone = 'review'

),

items_placed as (

    select
        *,
        row_number() over (
            partition by subject
            order by priority desc, probability desc, item_id asc
        ) as queue_position

    from items_weighted

),

final as (

    select
        subject,
        item_type,
        item_id,
        queue_position,
        queue_position <= {{ var('review_capacity') }} as is_within_capacity,
        priority,
        probability,
        reach,
        reasons,
        run_id

    from items_placed

)

select * from final
