with

users as (

    select * from {{ ref('int_users__split') }}

),

account_facts as (

    select * from {{ ref('int_users__account_facts') }}

),

colours as (

    select * from {{ ref('int_users__colours') }}

),

name_forms as (

    select * from {{ ref('int_users__name_forms') }}

),

bio_facts as (

    select * from {{ ref('int_users__bio_facts') }}

),

bio_forms as (

    select * from {{ ref('int_users__bio_forms') }}

),

stated_ages as (

    select * from {{ ref('int_users__stated_ages') }}

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

account_ids as (

    select * from {{ ref('int_users__account_ids') }}

),

followed as (

    select * from networks
    where relation = 'follows'

),

mentioned as (

    select * from networks
    where relation = 'mentions'

),

followed_ids as (

    select * from account_ids
    where relation = 'follows'

),

mentioned_ids as (

    select * from account_ids
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
        account_facts.user_id_digit_count,
        account_facts.joined_hour,
        account_facts.log_followers_per_day,
        account_facts.log_favourites_per_status,
        account_facts.has_background_tile,
        colours.link_colour_red,
        colours.link_colour_green,
        colours.link_colour_blue,
        colours.background_colour_red,
        colours.background_colour_green,
        colours.background_colour_blue,
        colours.fill_colour_red,
        colours.fill_colour_green,
        colours.fill_colour_blue,
        colours.text_colour_red,
        colours.text_colour_green,
        colours.text_colour_blue,
        name_forms.screen_name_birth_year_age_years,
        name_forms.display_name_word_count,
        name_forms.display_name_capital_count,
        name_forms.display_name_other_sign_count,
        name_forms.display_name_is_full_name,
        name_forms.display_name_is_upper_case,

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
        name_forms.location_character_count,
        name_forms.location_is_place_and_region,
        name_forms.location_is_lower_case,
        name_forms.location_has_symbol,
        bio_forms.bio_comma_count,
        bio_forms.bio_divider_count,
        bio_forms.bio_digit_count,
        bio_forms.bio_punctuation_share,
        bio_forms.bio_uppercase_share,
        bio_forms.bio_mean_word_length,
        bio_forms.bio_ends_with_stop,
        bio_facts.bio_number_years,
        bio_facts.bio_says_occupation,
        bio_facts.bio_says_fan,
        bio_facts.bio_says_other_account,
        bio_facts.bio_says_relationship,
        bio_facts.bio_says_faith,
        stated_ages.stated_age_years,

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
        activities.mean_log_retweet_count,
        activities.mean_log_passed_on_retweet_count,
        activities.days_since_last_tweet,

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
        styles.capital_start_share,
        styles.closed_share,
        styles.exclamations_per_tweet,
        styles.lower_case_i_share,
        stated_ages.tweet_stated_age_years,

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
        mentioned.mentions_per_account,
        followed_ids.mean_log_user_count as followed_mean_log_user_count,
        followed_ids.mean_digits as followed_mean_digits,
        followed_ids.shared_mean_digits as followed_shared_mean_digits,
        followed_ids.unshared_mean_digits as followed_unshared_mean_digits,
        followed_ids.digits_6_share as followed_digits_6_share,
        followed_ids.digits_7_share as followed_digits_7_share,
        followed_ids.digits_8_share as followed_digits_8_share,
        followed_ids.digits_9_share as followed_digits_9_share,
        followed_ids.digits_10_share as followed_digits_10_share,
        followed_ids.up_to_7_digits_share as followed_up_to_7_digits_share,
        followed_ids.up_to_8_digits_share as followed_up_to_8_digits_share,
        mentioned_ids.mean_log_user_count as mentioned_mean_log_user_count,
        mentioned_ids.mean_digits as mentioned_mean_digits,
        mentioned_ids.shared_mean_digits as mentioned_shared_mean_digits,
        mentioned_ids.unshared_mean_digits as mentioned_unshared_mean_digits,
        mentioned_ids.digits_6_share as mentioned_digits_6_share,
        mentioned_ids.digits_7_share as mentioned_digits_7_share,
        mentioned_ids.digits_8_share as mentioned_digits_8_share,
        mentioned_ids.digits_9_share as mentioned_digits_9_share,
        mentioned_ids.digits_10_share as mentioned_digits_10_share,
        mentioned_ids.up_to_7_digits_share as mentioned_up_to_7_digits_share,
        mentioned_ids.up_to_8_digits_share as mentioned_up_to_8_digits_share,
        mentioned_ids.mean_handle_length as mentioned_mean_handle_length,
        mentioned_ids.mean_handle_digits as mentioned_mean_handle_digits,
        mentioned_ids.mean_handle_underscores as mentioned_mean_handle_underscores

    from users
    left outer join account_facts on users.user_id = account_facts.user_id
    left outer join colours on users.user_id = colours.user_id
    left outer join name_forms on users.user_id = name_forms.user_id
    left outer join bio_facts on users.user_id = bio_facts.user_id
    left outer join bio_forms on users.user_id = bio_forms.user_id
    left outer join stated_ages on users.user_id = stated_ages.user_id
    left outer join activities on users.user_id = activities.user_id
    left outer join apps on users.user_id = apps.user_id
    left outer join styles on users.user_id = styles.user_id
    left outer join sentiments on users.user_id = sentiments.user_id
    left outer join emoji on users.user_id = emoji.user_id
    left outer join followed on users.user_id = followed.user_id
    left outer join mentioned on users.user_id = mentioned.user_id
    left outer join followed_ids on users.user_id = followed_ids.user_id
    left outer join mentioned_ids on users.user_id = mentioned_ids.user_id

)

select * from final
