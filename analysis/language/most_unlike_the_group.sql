-- Which of a group's own tweets sound most like the other labelled users (default: tweets
-- of users under 30 that sound older), and how well does this contrast identify the others at all?
-- Read the AUC first: 0.5 is a coin toss. One row per tweet.
-- Run: plumage ask analysis/language/most_unlike_the_group.sql
with

tweets_ranked as (

    select
        *,
        row_number() over (partition by group_id order by contrast_bits desc, tweet_id asc) as place

    from marts.fct_tweet_deviations
    where surprisal_rank is not null and contrast_bits is not null

),

contrast_judged as (

    select * from marts.fct_language_validation
    where metric = 'others_auc' and kind = 'tweets' and family = 'contrast'

)

select
    tweets_ranked.group_id,
    tweets_ranked.place,
    tweets_ranked.tweet_id,
    round(tweets_ranked.contrast_bits, 2) as contrast_bits,
    round(tweets_ranked.surprisal_score, 2) as surprisal_score,
    round(contrast_judged.value, 3) as auc,
    round(contrast_judged.ci_low, 3) as auc_low,
    round(contrast_judged.ci_high, 3) as auc_high

from tweets_ranked
left outer join contrast_judged on tweets_ranked.group_id = contrast_judged.group_id
where tweets_ranked.place <= 25
order by tweets_ranked.group_id, tweets_ranked.place;
