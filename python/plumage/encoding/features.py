"""What the models look at: numbers by block, and the curated features of the ordinal regression.

``FEATURE_BLOCKS`` mirrors ``config.meta.block`` of the columns of ``marts.feat_users`` (a test
compares the two), so that blocks can be left out, compared and explained by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

FEATURE_BLOCKS: Mapping[str, tuple[str, ...]] = {
    "account": (
        "interface_language",
        "account_age_days",
        "log_follower_count",
        "log_friend_count",
        "log_listed_count",
        "log_favourite_count",
        "log_status_count",
        "log_statuses_per_day",
        "log_favourites_per_day",
        "log_followers_per_friend",
        "log_listed_per_follower",
        "utc_offset_hours",
        "screen_name_character_count",
        "screen_name_digit_count",
        "display_name_character_count",
        "is_recovered_from_tweet",
        "has_default_profile",
        "has_default_profile_image",
        "has_banner",
        "has_background_image",
        "has_url",
        "has_time_zone",
        "is_geo_enabled",
        "is_verified",
        "is_protected",
        "screen_name_has_underscore",
        "display_name_has_symbol",
        "display_name_is_lower_case",
        "user_id_digit_count",
        "joined_hour",
        "log_followers_per_day",
        "log_favourites_per_status",
        "has_background_tile",
        "link_colour_red",
        "link_colour_green",
        "link_colour_blue",
        "background_colour_red",
        "background_colour_green",
        "background_colour_blue",
        "fill_colour_red",
        "fill_colour_green",
        "fill_colour_blue",
        "text_colour_red",
        "text_colour_green",
        "text_colour_blue",
        "screen_name_birth_year_age_years",
        "display_name_word_count",
        "display_name_capital_count",
        "display_name_other_sign_count",
        "display_name_is_full_name",
        "display_name_is_upper_case",
    ),
    "bio": (
        "has_location",
        "location_has_comma",
        "has_bio",
        "bio_character_count",
        "bio_word_count",
        "bio_emoji_count",
        "bio_hashtag_count",
        "bio_handle_count",
        "bio_has_link",
        "bio_compound",
        "bio_stated_age_years",
        "bio_birth_year_age_years",
        "bio_class_year_age_years",
        "bio_class_years_ahead",
        "bio_says_parent",
        "bio_says_grandparent",
        "bio_says_married",
        "bio_says_student",
        "bio_says_aspiring",
        "bio_says_school",
        "bio_says_retired",
        "bio_says_profession",
        "location_character_count",
        "location_is_place_and_region",
        "location_is_lower_case",
        "location_has_symbol",
        "bio_comma_count",
        "bio_divider_count",
        "bio_digit_count",
        "bio_punctuation_share",
        "bio_uppercase_share",
        "bio_mean_word_length",
        "bio_ends_with_stop",
        "bio_number_years",
        "bio_says_occupation",
        "bio_says_fan",
        "bio_says_other_account",
        "bio_says_relationship",
        "bio_says_faith",
        "stated_age_years",
    ),
    "activity": (
        "sampled_tweet_count",
        "log_sample_span_days",
        "retweet_share",
        "reply_share",
        "quote_share",
        "link_share",
        "media_share",
        "geotagged_share",
        "known_hour_share",
        "night_share",
        "morning_share",
        "afternoon_share",
        "evening_share",
        "weekend_share",
        "default_language_share",
        "same_language_share",
        "mean_log_favorite_count",
        "iphone_share",
        "android_share",
        "other_phone_share",
        "tablet_share",
        "web_share",
        "instagram_share",
        "crosspost_share",
        "automatic_share",
        "other_app_share",
        "same_app_share",
        "mean_log_retweet_count",
        "mean_log_passed_on_retweet_count",
        "days_since_last_tweet",
    ),
    "style": (
        "mean_character_count",
        "mean_word_count",
        "mean_word_length",
        "uppercase_share",
        "uppercase_word_share",
        "punctuation_share",
        "digit_share",
        "elongations_per_tweet",
        "ellipses_per_tweet",
        "question_share",
        "exclamation_share",
        "hashtags_per_tweet",
        "mentions_per_tweet",
        "first_person_share",
        "contraction_share",
        "log_type_token_ratio",
        "capital_start_share",
        "closed_share",
        "exclamations_per_tweet",
        "lower_case_i_share",
        "tweet_stated_age_years",
    ),
    "sentiment": (
        "mean_compound",
        "sd_compound",
        "mean_positive",
        "mean_negative",
        "positive_tweet_share",
        "negative_tweet_share",
    ),
    "emoji": (
        "emoji_per_tweet",
        "emoji_tweet_share",
        "distinct_emoji_per_emoji",
        "face_emoji_share",
        "heart_emoji_share",
        "hand_emoji_share",
        "people_emoji_share",
        "nature_emoji_share",
        "symbol_emoji_share",
        "thing_emoji_share",
        "emoticons_per_tweet",
        "emoticon_tweet_share",
    ),
    "network": (
        "followed_account_count",
        "followed_shared_share",
        "followed_mean_log_follower_count",
        "followed_mean_log_status_count",
        "followed_mean_account_age_days",
        "followed_verified_share",
        "followed_default_language_share",
        "mentioned_account_count",
        "mentioned_shared_share",
        "mentioned_mean_log_follower_count",
        "mentioned_mean_log_status_count",
        "mentioned_mean_account_age_days",
        "mentioned_verified_share",
        "mentioned_default_language_share",
        "mentions_per_account",
        "followed_mean_log_user_count",
        "followed_mean_digits",
        "followed_shared_mean_digits",
        "followed_unshared_mean_digits",
        "followed_digits_6_share",
        "followed_digits_7_share",
        "followed_digits_8_share",
        "followed_digits_9_share",
        "followed_digits_10_share",
        "followed_up_to_7_digits_share",
        "followed_up_to_8_digits_share",
        "mentioned_mean_log_user_count",
        "mentioned_mean_digits",
        "mentioned_shared_mean_digits",
        "mentioned_unshared_mean_digits",
        "mentioned_digits_6_share",
        "mentioned_digits_7_share",
        "mentioned_digits_8_share",
        "mentioned_digits_9_share",
        "mentioned_digits_10_share",
        "mentioned_up_to_7_digits_share",
        "mentioned_up_to_8_digits_share",
        "mentioned_mean_handle_length",
        "mentioned_mean_handle_digits",
        "mentioned_mean_handle_underscores",
    ),
}
"""Columns of ``marts.feat_users`` by block."""

CATEGORY_FEATURES = ("interface_language",)
"""Columns of ``marts.feat_users`` that are names; models read them as categories."""

EVIDENCE_BLOCKS: Mapping[str, tuple[str, ...]] = {
    "full": tuple(FEATURE_BLOCKS),
    "profile_only": ("account", "bio", "network"),
    "tweets_only": ("activity", "style", "sentiment", "emoji", "network"),
    "network_only": ("network",),
    "none": (),
}
"""Evidence level of a user -> blocks that can say anything about that user."""


class OrdinalFeature(NamedTuple):
    """A feature of the explaining model, with the reason to expect something of it."""

    name: str
    reason: str


ORDINAL_FEATURES: tuple[OrdinalFeature, ...] = (
    OrdinalFeature("account_age_days", "one has to be old enough to have joined long ago"),
    OrdinalFeature("log_status_count", "how much somebody posts differs by generation"),
    OrdinalFeature("log_followers_per_friend", "younger users' ties are mutual; brands' are not"),
    OrdinalFeature("has_url", "a link in the profile points to work or a project"),
    OrdinalFeature("bio_character_count", "older users describe themselves at more length"),
    OrdinalFeature("bio_says_parent", "a stated role that comes with age"),
    OrdinalFeature("bio_says_student", "a stated role that goes with age"),
    OrdinalFeature("retweet_share", "passing on others' words is a habit of the young"),
    OrdinalFeature("link_share", "older users share links more (Nguyen et al. 2013)"),
    OrdinalFeature("iphone_share", "devices differ by generation and income"),
    OrdinalFeature("mean_word_length", "older users write longer words (Nguyen et al. 2013)"),
    OrdinalFeature("uppercase_share", "capitalised words fall with age (Nguyen et al. 2013)"),
    OrdinalFeature("first_person_share", "'I' falls with age (Pennebaker and Stone 2003)"),
    OrdinalFeature("hashtags_per_tweet", "older users tag more (Nguyen et al. 2013)"),
    OrdinalFeature("mean_positive", "positive words rise with age (Pennebaker and Stone 2003)"),
    OrdinalFeature("mean_negative", "negative words fall with age (Pennebaker and Stone 2003)"),
    OrdinalFeature("emoji_tweet_share", "pictures instead of words: younger writers"),
    OrdinalFeature("emoticons_per_tweet", "typed faces: who learnt to write before emoji"),
    OrdinalFeature("followed_mean_log_follower_count", "the young follow celebrities"),
    OrdinalFeature("followed_mean_account_age_days", "accounts followed age with their readers"),
)
"""Features of the ordinal regression, chosen before any fit and in order of precedence.

Few, on stable scales (shares, means, logs), from every block, and at most one of a set that
measures the same thing, so that a coefficient can be read. When there are too few users for all of
them, the first ones stay. Sources: Nguyen, Gravel, Trieschnigg and Meder (2013), "How old do you
think I am?", ICWSM; Pennebaker and Stone (2003), "Words of wisdom", Journal of Personality and
Social Psychology 85(2).
"""


STATED_FEATURES: tuple[str, ...] = (
    "bio_stated_age_years",
    "bio_birth_year_age_years",
    "bio_class_years_ahead",
    "bio_says_grandparent",
    "bio_says_school",
    "bio_says_aspiring",
    "bio_says_married",
    "bio_says_retired",
    "bio_says_profession",
    "log_listed_count",
    "log_friend_count",
)
"""What band probabilities rest on besides: facts that a user states, how the account is used.

They predict but explain little (who writes "21" into the bio is 21), so the explaining model goes
without them.
"""


def number_columns_of(blocks: Iterable[str]) -> list[str]:
    """Columns of some blocks that hold numbers.

    Parameters
    ----------
    blocks : iterable of str
        Keys of ``FEATURE_BLOCKS``.

    Returns
    -------
    list of str
        Column names of ``marts.feat_users`` without categories, in the order of
        ``FEATURE_BLOCKS``.

    Raises
    ------
    ValueError
        If a block is unknown.

    Examples
    --------
    >>> number_columns_of(["sentiment"])[:2]
    ['mean_compound', 'sd_compound']
    """
    wanted = set(blocks)
    if unknown := wanted - set(FEATURE_BLOCKS):
        raise ValueError(f"blocks must be among {sorted(FEATURE_BLOCKS)}, got: {sorted(unknown)}")
    names = [name for block in FEATURE_BLOCKS if block in wanted for name in FEATURE_BLOCKS[block]]
    return [name for name in names if name not in CATEGORY_FEATURES]
