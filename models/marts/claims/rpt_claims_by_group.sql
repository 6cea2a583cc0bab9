{%- set kinds = {
    'all': "'all'",
    'verified_status': "case when is_verified then 'verified' else 'not verified' end",
    'author_ban_status': 'author_ban_status',
} %}
with

videos as (

    select * from {{ ref('feat_videos') }}
    where problem is null

),

labels as (

    select * from {{ ref('fct_claim_labels') }}

),

videos_grouped as (

    {%- for kind, value in kinds.items() %}
        select
            '{{ kind }}' as group_kind,
            coalesce({{ value }}, 'not stated') as group_value,
            labels.is_claim
        from videos
        inner join labels on videos.video_id = labels.video_id
        {% if not loop.last %}union all{% endif %}
    {%- endfor %}

),

groups_sized as (

    select
        *,
        count(*) over (partition by group_kind, group_value) as group_size

    from videos_grouped

),

-- A cell may hold anything: values of few videos are counted as one group, without their names.
groups_counted as (

    select
        group_kind,
        case when group_size >= {{ var('min_group_users') }} then group_value else 'other' end
            as group_value,
        count(*) as video_count,
        count(*) filter (where is_claim) as claim_count

    from groups_sized
    group by 1, 2

),

final as (

    select
        group_kind,
        group_value,
        video_count,
        claim_count,
        video_count - claim_count as opinion_count,
        round(claim_count / cast(video_count as double), 9) as claim_share,
        {{ wilson_limit('claim_count', 'video_count', '-') }} as ci_low,
        {{ wilson_limit('claim_count', 'video_count', '+') }} as ci_high

    from groups_counted

)

select * from final
