with

tweets as (

    select * from {{ ref('int_tweets__enriched') }}

),

final as (

    select
        -- ids
        user_id,

        -- numerics
        {{ mean('compound') }} as mean_compound,
        round(stddev_samp(compound), 9) as sd_compound,
        {{ mean('positive') }} as mean_positive,
        {{ mean('negative') }} as mean_negative,
        -- Thresholds of VADER's authors (Hutto and Gilbert 2014).
        {{ share('compound >= 0.05') }} as positive_tweet_share,
        {{ share('compound <= -0.05') }} as negative_tweet_share

    from tweets
    where is_own
    group by user_id

)

select * from final
