with

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

tweets_compared as (

    select
        tweet_id,
        is_retweet,
        not is_retweet
        and count(*) over (partition by is_retweet, text) > 1
        and text is not null as is_repeated

    from tweets

),

final as (

    select
        {{ finding_of('tweet_text_repeated', 'tweet', 'is_repeated', id='tweet_id') }}

    from tweets_compared
    where not is_retweet
    union all
    select
        {{ finding_of('tweet_retweeted', 'tweet', 'is_retweet', id='tweet_id') }}

    from tweets_compared

)

select * from final
