-- depends_on: {{ ref('ref_other_numbers') }}
with

own_texts as (

    select * from {{ ref('int_tweets__own_text') }}

),

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

tweet_age_patterns as (

    select * from {{ ref('ref_tweet_age_patterns') }}

),

warehouse as (

    select * from {{ ref('int_warehouse__as_of') }}

),

-- Few tweets hold a number that could be an age: the others are never searched.
texts_written_plainly as (

    select
        tweet_id,
        user_id,
        lower(plumage_plain_text(masked_text)) as tweet_text

    from own_texts
    where
        regexp_matches(masked_text, '[1-7][0-9]|\x{20E3}|[^\P{N}0-9]')
        or regexp_matches(lower(masked_text), 'teen|(?:twen|thir|for|fif|six|seven)ty')

),

texts_prepared as (

    select
        tweet_id,
        user_id,
        {{ age_statements('tweet_text') }} as tweet_text

    from texts_written_plainly

),

texts_matched as (

    select
        *,
        unnest(
            {{ matched_pattern_ids(
                'tweet_text', 'ref_tweet_age_patterns', 'tweet_age_pattern_id'
            ) }}
        ) as tweet_age_pattern_id

    from texts_prepared

),

-- Who turned 20 two years ago is 22 now.
ages_read as (

    select
        texts_matched.tweet_id,
        texts_matched.user_id,
        texts_matched.tweet_age_pattern_id,
        tweets.tweeted_at,
        tweet_age_patterns.preference,
        cast(regexp_extract(texts_matched.tweet_text, tweet_age_patterns.pattern, 1) as integer)
        + coalesce(
            cast(floor(
                {{ age_in_days('tweets.tweeted_at', 'warehouse.as_of') }} / 365.25
            ) as integer),
            0
        ) as stated_age_years

    from texts_matched
    inner join tweet_age_patterns
        on texts_matched.tweet_age_pattern_id = tweet_age_patterns.tweet_age_pattern_id
    inner join tweets on texts_matched.tweet_id = tweets.tweet_id
    cross join warehouse

),

final as (

    select
        -- ids
        tweet_id,
        user_id,
        tweet_age_pattern_id,

        -- numerics
        preference,
        stated_age_years,

        -- timestamps
        tweeted_at

    from ages_read
    where
        stated_age_years between {{ var('plausible_age_years')[0] }}
        and {{ var('plausible_age_years')[1] }}

)

select * from final
