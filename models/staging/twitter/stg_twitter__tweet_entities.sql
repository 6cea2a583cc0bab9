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

-- Lists are unnested side by side with their positions in the select list: a lateral unnest of the
-- same rows takes fifty times as long.
hashtags as (

    select
        tweet_id,
        unnest(entities.hashtags) as hashtag,
        unnest(range(1, len(entities.hashtags) + 1)) as entity_position

    from tweets_with_entities

),

urls as (

    select
        tweet_id,
        unnest(entities.urls) as url,
        unnest(range(1, len(entities.urls) + 1)) as entity_position

    from tweets_with_entities

),

mentions as (

    select
        tweet_id,
        unnest(entities.user_mentions) as mention,
        unnest(range(1, len(entities.user_mentions) + 1)) as entity_position

    from tweets_with_entities

),

media as (

    select
        tweet_id,
        unnest(coalesce(extended_entities.media, entities.media)) as medium,
        unnest(range(1, len(coalesce(extended_entities.media, entities.media)) + 1))
            as entity_position

    from tweets_with_entities

),

entities_united as (

    select
        tweet_id,
        'hashtag' as entity_kind,
        lower(hashtag.text) as entity_value,
        null::bigint as mentioned_user_id,
        entity_position

    from hashtags
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

    from urls
    union all
    select
        tweet_id,
        'mention' as entity_kind,
        mention.screen_name as entity_value,
        {{ id_from_text('mention.id') }} as mentioned_user_id,
        entity_position

    from mentions
    union all
    select
        tweet_id,
        'media' as entity_kind,
        medium.type as entity_value,
        null::bigint as mentioned_user_id,
        entity_position

    from media

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

    from entities_united
    where entity_value is not null or mentioned_user_id is not null

)

select * from final
