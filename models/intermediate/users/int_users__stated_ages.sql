with

tweet_ages as (

    select * from {{ ref('int_tweets__ages_stated') }}

),

bio_facts as (

    select * from {{ ref('int_users__bio_facts') }}

),

-- The surest form, then the newest tweet.
tweet_ages_chosen as (

    select
        user_id,
        stated_age_years as tweet_stated_age_years

    from tweet_ages
    qualify row_number() over (
        partition by user_id
        order by
            preference asc,
            tweeted_at desc nulls last,
            tweet_id asc,
            tweet_age_pattern_id asc
    ) = 1

),

final as (

    select
        -- ids
        coalesce(bio_facts.user_id, tweet_ages_chosen.user_id) as user_id,

        -- numerics, the surest statement first
        tweet_ages_chosen.tweet_stated_age_years,
        coalesce(
            tweet_ages_chosen.tweet_stated_age_years,
            bio_facts.bio_stated_age_years,
            bio_facts.bio_birth_year_age_years,
            bio_facts.bio_class_year_age_years
        ) as stated_age_years

    from bio_facts
    full outer join tweet_ages_chosen on bio_facts.user_id = tweet_ages_chosen.user_id

)

select * from final
