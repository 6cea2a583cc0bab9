-- Which tweets depart most from their group's language, and why? One row per tweet.
-- Run: duckdb plumage.duckdb < analysis/language/most_unusual_tweets.sql
select
    group_id,
    report_rank,
    tweet_text,
    round(deviation_score, 2) as deviation_score,
    round(cosine_score, 2) as cosine_score,
    round(surprisal_score, 2) as surprisal_score,
    reason

from marts.rpt_unusual_tweets
where report_rank <= 25
order by group_id, report_rank;
