with

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

age_tweets as (

    select * from {{ ref('base_twitter__age_tweets') }}

),

age_profiles as (

    select * from {{ ref('base_twitter__age_profiles') }}

),

tweets_with_entities as (

    select
        tweets.tweet_id,
        age_tweets.tweet.entities,
        age_tweets.tweet.extended_entities

    from tweets
    inner join age_tweets
        on
            tweets.file_path = age_tweets.file_path
            and tweets.record_number = age_tweets.record_number
    union all
    select
        tweets.tweet_id,
        age_profiles.account.status.entities,
        age_profiles.account.status.extended_entities

    from tweets
    inner join age_profiles
        on
            tweets.file_path = age_profiles.file_path
            and tweets.record_number = age_profiles.record_number

),

entities_listed as (

    select
        tweet_id,
        'hashtag' as entity_kind,
        lower(hashtag.text) as entity_value,
        null::bigint as mentioned_user_id,
        entity_position

    from tweets_with_entities,
        unnest(entities.hashtags) with ordinality as hashtags (hashtag, entity_position)
    union all
    select
        tweet_id,
        'url' as entity_kind,
        coalesce(
            nullif(regexp_replace(url.expanded_url, '^[a-zA-Z]+://|[?#].*$', '', 'g'), ''),
            url.url
        ) as entity_value,
        null::bigint as mentioned_user_id,
        entity_position

    from tweets_with_entities,
        unnest(entities.urls) with ordinality as urls (url, entity_position)
    union all
    select
        tweet_id,
        'mention' as entity_kind,
        mention.screen_name as entity_value,
        {{ id_from_text('mention.id') }} as mentioned_user_id,
        entity_position

    from tweets_with_entities,
        unnest(entities.user_mentions) with ordinality as mentions (mention, entity_position)
    union all
    select
        tweet_id,
        'media' as entity_kind,
        medium.type as entity_value,
        null::bigint as mentioned_user_id,
        entity_position

    from tweets_with_entities,
        unnest(coalesce(extended_entities.media, entities.media))
        with ordinality as media (medium, entity_position)

),

final as (

    select
        -- ids
        tweet_id,
        mentioned_user_id,

        -- strings
        entity_kind,
        entity_value,

        -- numerics
        entity_position

    from entities_listed
    where entity_value is not null or mentioned_user_id is not null

)

select * from final
