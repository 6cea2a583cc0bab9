-- Which of a group's own tweets are the most surprising for it, and why? With the distance of their
-- vocabulary (cosine) and whether they sound more like the others (contrast). One row per tweet.
-- Run: plumage ask analysis/language/most_unusual_tweets.sql
select
    group_id,
    report_rank,
    tweet_text,
    round(surprisal_score, 2) as surprisal_score,
    round(cosine_score, 2) as cosine_score,
    round(contrast_bits, 2) as contrast_bits,
    reason

from marts.rpt_unusual_tweets
where report_rank <= 25
order by group_id, report_rank;
