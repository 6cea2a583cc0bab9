-- Which tweets are the most surprising for the group, and by which words? Words of fewer users than
-- min_group_users are named only where texts are shown. One row per group and rank.
with

tweets as (

    select * from marts.rpt_unusual_tweets
    where report_rank <= 8

),

settings as (

    select min_group_users from marts.dim_warehouse

),

drivers as (

    select
        group_id,
        tweet_id,
        unnest(surprisal_drivers) as driver

    from tweets

),

drivers_named as (

    select
        drivers.group_id,
        drivers.tweet_id,
        string_agg(
            drivers.driver.term, chr(31)
            order by drivers.driver.share desc, drivers.driver.term asc
        ) filter (
            where
            tweets.tweet_text is not null
            or norms.user_count + norms.other_user_count >= settings.min_group_users
        ) as marked_words

    from drivers
    inner join tweets
        on drivers.group_id = tweets.group_id and drivers.tweet_id = tweets.tweet_id
    cross join settings
    left outer join marts.fct_term_norms as norms
        on drivers.group_id = norms.group_id and drivers.driver.term = norms.term
    group by drivers.group_id, drivers.tweet_id

),

final as (

    select
        tweets.group_id || '|' || tweets.report_rank as row_key,
        tweets.group_id,
        tweets.report_rank,
        tweets.tweet_text,
        drivers_named.marked_words,
        tweets.token_count,
        tweets.surprisal_score,
        tweets.cosine_score

    from tweets
    left outer join drivers_named
        on tweets.group_id = drivers_named.group_id and tweets.tweet_id = drivers_named.tweet_id

)

select * from final
order by group_id, report_rank;
