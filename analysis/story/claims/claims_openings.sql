-- Do the first three words give the answer away? How many videos begin with an opening that ten or
-- more share, and how many of these with one of claims alone, or of opinions alone. One row.
with

openings as (

    select
        array_to_string(string_split(lower(videos.transcription), ' ')[1:3], ' ') as opening,
        count(*) as video_count,
        count(*) filter (where labels.is_claim) as claim_count
    from marts.feat_videos as videos
    inner join marts.fct_claim_labels as labels
        on videos.video_id = labels.video_id
    where videos.problem is null
    group by opening

),

counts as (

    select
        count(*) filter (where video_count >= 10) as opening_count,
        sum(video_count) filter (where video_count >= 10) as shared_count,
        sum(video_count) filter (
            where video_count >= 10 and claim_count in (0, video_count)
        ) as telling_count,
        sum(video_count) as total_count
    from openings

)

select
    'all' as row_key,
    opening_count,
    coalesce(shared_count, 0) / cast(total_count as double) as shared_share,
    coalesce(telling_count, 0) / cast(total_count as double) as telling_share

from counts;
