with

tweets as (

    select * from {{ ref('int_tweets__own_text') }}

),

bios as (

    select * from {{ ref('int_bios__text') }}

),

texts_united as (

    select
        text_id,
        own_text as text_body,
        true as is_tweet_text

    from tweets
    where text_id is not null
    union all
    select
        text_id,
        own_text as text_body,
        false as is_tweet_text

    from bios
    where text_id is not null

),

final as (

    select
        text_id,
        any_value(text_body) as text_body,
        bool_or(is_tweet_text) as is_tweet_text,
        bool_or(not is_tweet_text) as is_bio_text

    from texts_united
    group by text_id

)

select * from final
