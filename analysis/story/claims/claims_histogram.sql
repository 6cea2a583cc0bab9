-- Claims and opinions by each of the five counts. One row per count and class of a factor of ten.
with

numbers as (

    unpivot (
        select
            videos.video_id,
            labels.is_claim,
            videos.view_count,
            videos.like_count,
            videos.comment_count,
            videos.share_count,
            videos.download_count
        from marts.feat_videos as videos
        inner join marts.fct_claim_labels as labels
            on videos.video_id = labels.video_id
        where videos.problem is null
    )
    on view_count, like_count, comment_count, share_count, download_count
    into name measure value number

),

classes as (

    select
        *,
        case when number = 0 then 0 else 1 + floor(log10(number))::integer end as class
    from numbers

)

select
    measure || ' ' || class as row_key,
    replace(measure, '_count', 's') as title,
    class,
    case class when 0 then '0' else format('{:,}+', (10 ** (class - 1))::bigint) end as class_name,
    count(*) filter (where is_claim) as claim_count,
    count(*) filter (where not is_claim) as opinion_count

from classes
group by measure, class
order by measure = 'view_count' desc, measure asc, class asc;
