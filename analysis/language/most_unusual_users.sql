-- Which users depart most from their group's language, compared with members who wrote about as
-- much, and by which words? Ids only: no handle. One row per user.
-- Run: duckdb plumage.duckdb < analysis/language/most_unusual_users.sql
select
    group_id,
    deviation_rank,
    user_id,
    tweet_count,
    token_count,
    round(deviation_score, 2) as deviation_score,
    round(cosine_score, 2) as cosine_score,
    round(surprisal_score, 2) as surprisal_score,
    list_transform(surprisal_drivers, lambda part: part.term) as words

from marts.fct_user_deviations
where is_member and deviation_rank <= 25
order by group_id, deviation_rank;
