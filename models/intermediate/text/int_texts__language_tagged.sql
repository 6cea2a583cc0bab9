with

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

own_texts as (

    select * from {{ ref('int_tweets__own_text') }}

),

bios as (

    select * from {{ ref('int_bios__text') }}

),

texts_united as (

    select
        own_texts.text_id,
        {{ tag_language('tweets.lang') }} as tag_language

    from own_texts
    inner join tweets on own_texts.tweet_id = tweets.tweet_id
    where own_texts.text_id is not null
    union all
    -- The interface language of a profile is not that of its bio, so bios have no tag.
    select
        text_id,
        'undetermined' as tag_language

    from bios
    where text_id is not null

),

final as (

    select distinct
        text_id,
        tag_language

    from texts_united

)

select * from final
