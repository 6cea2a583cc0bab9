with

users as (

    select * from {{ ref('int_users__split') }}

),

account_facts as (

    select * from {{ ref('int_users__account_facts') }}

),

bio_facts as (

    select * from {{ ref('int_users__bio_facts') }}

),

activities as (

    select * from {{ ref('int_users__activity') }}

),

apps as (

    select * from {{ ref('int_users__apps') }}

),

styles as (

    select * from {{ ref('int_users__style') }}

),

sentiments as (

    select * from {{ ref('int_users__sentiment') }}

),

emoji as (

    select * from {{ ref('int_users__emoji') }}

),

networks as (

    select * from {{ ref('int_users__network') }}

),

followed as (

    select * from networks
    where relation = 'follows'

),

mentioned as (

    select * from networks
    where relation = 'mentions'

),

final as (

    select
        -- ids
        users.user_id,

        -- strings
        users.role,
        users.evidence_level,

        -- account
        account_facts.interface_language,
        account_facts.account_age_days,
        account_facts.log_follower_count,
        account_facts.log_friend_count,
        account_facts.log_listed_count,
        account_facts.log_favourite_count,
        account_facts.log_status_count,
        account_facts.log_statuses_per_day,
        account_facts.log_favourites_per_day,
        account_facts.log_followers_per_friend,
        account_facts.log_listed_per_follower,
        account_facts.utc_offset_hours,
        account_facts.screen_name_character_count,
        account_facts.screen_name_digit_count,
        account_facts.display_name_character_count,
        account_facts.is_recovered_from_tweet,
        account_facts.has_default_profile,
        account_facts.has_default_profile_image,
        account_facts.has_banner,
        account_facts.has_background_image,
        account_facts.has_url,
        account_facts.has_time_zone,
        account_facts.is_geo_enabled,
        account_facts.is_verified,
        account_facts.is_protected,
        account_facts.screen_name_has_underscore,
        account_facts.display_name_has_symbol,
        account_facts.display_name_is_lower_case,

        -- bio
        account_facts.has_location,
        account_facts.location_has_comma,
        bio_facts.has_bio,
        bio_facts.bio_character_count,
        bio_facts.bio_word_count,
        bio_facts.bio_emoji_count,
        bio_facts.bio_hashtag_count,
        bio_facts.bio_handle_count,
        bio_facts.bio_has_link,
        bio_facts.bio_compound,
        bio_facts.bio_stated_age_years,
        bio_facts.bio_birth_year_age_years,
        bio_facts.bio_class_year_age_years,
        bio_facts.bio_class_years_ahead,
        bio_facts.bio_says_parent,
        bio_facts.bio_says_grandparent,
        bio_facts.bio_says_married,
        bio_facts.bio_says_student,
        bio_facts.bio_says_aspiring,
        bio_facts.bio_says_school,
        bio_facts.bio_says_retired,
        bio_facts.bio_says_profession,

        -- activity
        activities.sampled_tweet_count,
        activities.log_sample_span_days,
        activities.retweet_share,
        activities.reply_share,
        activities.quote_share,
        activities.link_share,
        activities.media_share,
        activities.geotagged_share,
        activities.known_hour_share,
        activities.night_share,
        activities.morning_share,
        activities.afternoon_share,
        activities.evening_share,
        activities.weekend_share,
        activities.default_language_share,
        activities.same_language_share,
        activities.mean_log_favorite_count,
        apps.iphone_share,
        apps.android_share,
        apps.other_phone_share,
        apps.tablet_share,
        apps.web_share,
        apps.instagram_share,
        apps.crosspost_share,
        apps.automatic_share,
        apps.other_app_share,
        apps.same_app_share,

        -- style
        styles.mean_character_count,
        styles.mean_word_count,
        styles.mean_word_length,
        styles.uppercase_share,
        styles.uppercase_word_share,
        styles.punctuation_share,
        styles.digit_share,
        styles.elongations_per_tweet,
        styles.ellipses_per_tweet,
        styles.question_share,
        styles.exclamation_share,
        styles.hashtags_per_tweet,
        styles.mentions_per_tweet,
        styles.first_person_share,
        styles.contraction_share,
        styles.log_type_token_ratio,

        -- sentiment
        sentiments.mean_compound,
        sentiments.sd_compound,
        sentiments.mean_positive,
        sentiments.mean_negative,
        sentiments.positive_tweet_share,
        sentiments.negative_tweet_share,

        -- emoji
        emoji.emoji_per_tweet,
        emoji.emoji_tweet_share,
        emoji.distinct_emoji_per_emoji,
        emoji.face_emoji_share,
        emoji.heart_emoji_share,
        emoji.hand_emoji_share,
        emoji.people_emoji_share,
        emoji.nature_emoji_share,
        emoji.symbol_emoji_share,
        emoji.thing_emoji_share,
        emoji.emoticons_per_tweet,
        emoji.emoticon_tweet_share,

        -- network
        followed.account_count as followed_account_count,
        followed.shared_share as followed_shared_share,
        followed.mean_log_follower_count as followed_mean_log_follower_count,
        followed.mean_log_status_count as followed_mean_log_status_count,
        followed.mean_account_age_days as followed_mean_account_age_days,
        followed.verified_share as followed_verified_share,
        followed.default_language_share as followed_default_language_share,
        mentioned.account_count as mentioned_account_count,
        mentioned.shared_share as mentioned_shared_share,
        mentioned.mean_log_follower_count as mentioned_mean_log_follower_count,
        mentioned.mean_log_status_count as mentioned_mean_log_status_count,
        mentioned.mean_account_age_days as mentioned_mean_account_age_days,
        mentioned.verified_share as mentioned_verified_share,
        mentioned.default_language_share as mentioned_default_language_share,
        mentioned.mentions_per_account

    from users
    left outer join account_facts on users.user_id = account_facts.user_id
    left outer join bio_facts on users.user_id = bio_facts.user_id
    left outer join activities on users.user_id = activities.user_id
    left outer join apps on users.user_id = apps.user_id
    left outer join styles on users.user_id = styles.user_id
    left outer join sentiments on users.user_id = sentiments.user_id
    left outer join emoji on users.user_id = emoji.user_id
    left outer join followed on users.user_id = followed.user_id
    left outer join mentioned on users.user_id = mentioned.user_id

)

select * from final
