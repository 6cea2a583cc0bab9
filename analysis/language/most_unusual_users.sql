-- Which users are most surprising, compared with members who wrote about as much? Nobody has a rank
-- where halves of users' tweets do not agree (surprisal_reliability). Ids only, no handles. One row
-- per user.
-- Run: plumage ask analysis/language/most_unusual_users.sql
select
    group_id,
    surprisal_rank,
    user_id,
    tweet_count,
    token_count,
    round(surprisal_score, 2) as surprisal_score,
    round(cosine_score, 2) as cosine_score,
    round(contrast_bits, 2) as contrast_bits,
    round(surprisal_reliability, 2) as surprisal_reliability

from marts.fct_user_deviations
where surprisal_rank <= 25
order by group_id, surprisal_rank;
