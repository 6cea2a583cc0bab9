-- Of how many tweets in people's own words is the sentiment known? One row.
select
    'all' as row_key,
    count(*) as user_count,
    coalesce(sum(own_tweet_count), 0)::bigint as own_tweet_count,
    coalesce(sum(scored_tweet_count), 0)::bigint as scored_tweet_count,
    sum(scored_tweet_count) / sum(own_tweet_count)::double as scored_tweet_share

from marts.fct_sentiment_coverage;
