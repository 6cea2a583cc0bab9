with

tweets as (

    select * from {{ ref('int_tweets__enriched') }}

),

hours_counted as (

    select
        user_id,
        local_weekday,
        local_hour,
        count(*) as tweet_count

    from tweets
    where local_hour is not null
    group by user_id, local_weekday, local_hour

),

final as (

    select
        -- ids
        user_id,

        -- numerics
        local_weekday,
        local_hour,
        tweet_count,
        round(
            tweet_count / cast(sum(tweet_count) over (partition by user_id) as double), 9
        ) as tweet_share

    from hours_counted

)

select * from final
