{%- set measures = [
    'view_count', 'like_count', 'comment_count', 'share_count', 'download_count',
    'duration_seconds', 'transcription_characters', 'likes_per_view', 'comments_per_view',
    'shares_per_view', 'downloads_per_view',
] %}
with

videos as (

    select * from {{ ref('feat_videos') }}
    where problem is null

),

labels as (

    select * from {{ ref('fct_claim_labels') }}

),

values_listed as (

    {%- for measure in measures %}
        select
            '{{ measure }}' as measure,
            labels.is_claim,
            cast(videos.{{ measure }} as double) as number
        from videos
        inner join labels on videos.video_id = labels.video_id
        where videos.{{ measure }} is not null
        {% if not loop.last %}union all{% endif %}
    {%- endfor %}

),

values_of_groups as (

    select
        measure,
        'all' as label_group,
        number
    from values_listed
    union all
    select
        measure,
        case when is_claim then 'claim' else 'opinion' end as label_group,
        number
    from values_listed

),

quartiles as (

    select
        measure,
        label_group,
        count(*) as video_count,
        round(avg(number), 9) as mean,
        min(number) as least,
        quantile_cont(number, 0.25) as lower_quartile,
        median(number) as median,
        quantile_cont(number, 0.75) as upper_quartile,
        max(number) as largest

    from values_of_groups
    group by measure, label_group

),

-- Tukey's rule of quartiles; of skewed counts it calls many values outliers that are none.
outliers_counted as (

    select
        quartiles.measure,
        quartiles.label_group,
        count(*) as outlier_count

    from quartiles
    inner join values_of_groups
        on
            quartiles.measure = values_of_groups.measure
            and quartiles.label_group = values_of_groups.label_group
    where
        values_of_groups.number
        > quartiles.upper_quartile + 1.5 * (quartiles.upper_quartile - quartiles.lower_quartile)
        or values_of_groups.number
        < quartiles.lower_quartile - 1.5 * (quartiles.upper_quartile - quartiles.lower_quartile)
    group by quartiles.measure, quartiles.label_group

),

final as (

    select
        quartiles.*,
        coalesce(outliers_counted.outlier_count, 0) as outlier_count

    from quartiles
    left outer join outliers_counted
        on
            quartiles.measure = outliers_counted.measure
            and quartiles.label_group = outliers_counted.label_group

)

select * from final
