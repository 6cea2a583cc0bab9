with

tweets as (

    select * from {{ ref('int_tweets__enriched') }}

),

final as (

    select
        -- ids
        user_id,

        -- numerics
        {{ share('not is_retweet and not is_reply') }} as original_share

    from tweets
    group by user_id

)

select * from final
