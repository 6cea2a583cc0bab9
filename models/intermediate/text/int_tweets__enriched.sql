with

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

own_texts as (

    select * from {{ ref('int_tweets__own_text') }}

),

texts as (

    select * from {{ ref('int_texts__measured') }}

),

entities as (

    select * from {{ ref('int_tweets__entities_counted') }}

),

-- The UTC offset is the profile's at the time of collection. A text is scored once for each kind of
-- tag, so that a tweet has the scores that its own tag allows, whatever others tagged alike words.
tweets_localised as (

    select
        tweets.*,
        {{ tag_language('tweets.lang') }} as tag_language,
        tweets.tweeted_at + to_seconds(profiles.utc_offset_seconds) as tweeted_at_local

    from tweets
    left outer join profiles on tweets.user_id = profiles.user_id

),

final as (

    select
        -- ids
        tweets_localised.tweet_id,
        tweets_localised.user_id,
        own_texts.text_id,

        -- strings
        tweets_localised.lang,
        tweets_localised.tag_language,
        tweets_localised.source_app,

        -- timestamps
        tweets_localised.tweeted_at,
        cast(hour(tweets_localised.tweeted_at_local) as integer) as local_hour,
        cast(isodow(tweets_localised.tweeted_at_local) as integer) as local_weekday,

        -- booleans
        own_texts.text_id is not null as is_own,
        own_texts.is_retweet,
        tweets_localised.is_reply,
        tweets_localised.is_quote,
        tweets_localised.has_coordinates,
        tweets_localised.has_place,

        -- numerics: reactions
        tweets_localised.favorite_count,
        tweets_localised.retweet_count,

        -- numerics: entities of the tweet as posted, also for retweets
        coalesce(entities.hashtag_count, 0) as hashtag_count,
        coalesce(entities.url_count, 0) as url_count,
        coalesce(entities.mention_count, 0) as mention_count,
        coalesce(entities.media_count, 0) as media_count,

        -- numerics: style, emoji and sentiment of the own text
        texts.character_count,
        texts.word_count,
        texts.word_character_count,
        texts.first_person_count,
        texts.contraction_count,
        texts.uppercase_word_count,
        texts.letter_count,
        texts.uppercase_letter_count,
        texts.digit_count,
        texts.punctuation_count,
        texts.question_mark_count,
        texts.exclamation_count,
        texts.ellipsis_count,
        texts.elongation_count,
        texts.lower_case_i_count,
        texts.starts_with_capital,
        texts.ends_with_mark,
        texts.emoji_count,
        texts.distinct_emoji_count,
        texts.emoticon_count,
        texts.negative,
        texts.neutral,
        texts.positive,
        texts.compound

    from tweets_localised
    left outer join own_texts on tweets_localised.tweet_id = own_texts.tweet_id
    left outer join texts
        on
            own_texts.text_id = texts.text_id
            and tweets_localised.tag_language = texts.tag_language
    left outer join entities on tweets_localised.tweet_id = entities.tweet_id

)

select * from final
