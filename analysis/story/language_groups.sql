-- How large are the norms of language? One row per group.
select
    group_id as row_key,
    group_name,
    user_count,
    tweet_count,
    other_user_count,
    other_language_tweet_count,
    repeated_tweet_count

from marts.dim_language_groups
order by row_key;
