-- Which tweets are the least surprising for the group? One row per group and rank.
select
    group_id || '|' || report_rank as row_key,
    group_id,
    report_rank,
    tweet_text,
    token_count,
    surprisal_score

from marts.rpt_typical_tweets
where report_rank <= 5
order by group_id, report_rank;
