with

entities as (

    select * from {{ ref('stg_twitter__tweet_entities') }}

),

final as (

    select
        tweet_id,
        count(*) filter (where entity_kind = 'hashtag') as hashtag_count,
        count(*) filter (where entity_kind = 'url') as url_count,
        count(*) filter (where entity_kind = 'mention') as mention_count,
        count(*) filter (where entity_kind = 'media') as media_count

    from entities
    group by tweet_id

)

select * from final
