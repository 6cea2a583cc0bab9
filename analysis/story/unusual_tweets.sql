-- Which tweets are the most surprising for the group, and by which words? Words that the report
-- must not name are NULL there. One row per group and rank.
with

tweets as (

    select * from marts.rpt_unusual_tweets
    where report_rank <= 8

),

drivers as (

    select
        group_id,
        report_rank,
        unnest(surprisal_drivers) as driver

    from tweets

),

drivers_named as (

    select
        group_id,
        report_rank,
        string_agg(driver.term, chr(31) order by driver.share desc, driver.term asc)
            as marked_words

    from drivers
    group by group_id, report_rank

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
        on
            tweets.group_id = drivers_named.group_id
            and tweets.report_rank = drivers_named.report_rank

)

select * from final
order by group_id, report_rank;
