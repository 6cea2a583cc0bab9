-- What is in the files? One row.
select
    'all' as row_key,
    count(*) as video_count,
    count(*) filter (where videos.problem is null and labels.is_claim is not null) as learned_count,
    count(*) filter (where videos.problem = 'incomplete') as incomplete_count,
    count(*) filter (where videos.problem is not null and videos.problem != 'incomplete')
        as doubtful_count,
    count(*) filter (where videos.problem is null and labels.is_claim is null) as unlabelled_count,
    count(*) filter (where videos.problem is null and labels.is_claim) as claim_count,
    count(*) filter (where videos.problem is null and not labels.is_claim) as opinion_count,
    avg(cast(labels.is_claim as integer)) filter (where videos.problem is null) as claim_share

from marts.feat_videos as videos
left outer join marts.fct_claim_labels as labels
    on videos.video_id = labels.video_id;
