with

tweets as (

    select * from {{ ref('int_tweets__enriched') }}

),

final as (

    select
        -- ids
        user_id,

        -- numerics
        count(*) as own_tweet_count,
        count(compound) as scored_tweet_count,
        {{ share('compound is not null') }} as scored_tweet_share

    from tweets
    where is_own
    group by user_id

)

select * from final
