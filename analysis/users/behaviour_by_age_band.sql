-- How does behaviour differ by age? Means of some features for labelled users, one row per band. A
-- first look without intervals: differences between small bands are mostly chance.
-- Run: duckdb plumage.duckdb < analysis/users/behaviour_by_age_band.sql
with

labelled_users as (

    select * from marts.dim_users
    where role = 'labelled'

),

features as (

    select * from marts.feat_users

),

final as (

    select
        labelled_users.age_band_id,
        labelled_users.age_band,
        count(*) as user_count,
        round(avg(features.account_age_days) / 365.25, 1) as mean_account_age_years,
        round(avg(features.retweet_share), 3) as mean_retweet_share,
        round(avg(features.link_share), 3) as mean_link_share,
        round(avg(features.hashtags_per_tweet), 3) as mean_hashtags_per_tweet,
        round(avg(features.emoji_tweet_share), 3) as mean_emoji_tweet_share,
        round(avg(features.mean_compound), 3) as mean_compound,
        round(avg(features.mean_word_length), 2) as mean_word_length,
        round(avg(features.bio_says_parent::integer), 3) as says_parent_share,
        round(avg(features.bio_says_student::integer), 3) as says_student_share

    from labelled_users
    inner join features on labelled_users.user_id = features.user_id
    group by labelled_users.age_band_id, labelled_users.age_band

)

select * from final
order by age_band_id;
