"""What a driver of a prediction is called when a marketer reads it.

Each feature has a phrase for users who have more of it than the typical user (or "yes"), and one
for those who have less (or "no"); each score one for users like older and one for users like
younger ones. A phrase completes "This user ...".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple


class Phrase(NamedTuple):
    """Words for more or yes (scores: like older users), and for less or no (like younger ones)."""

    more: str
    less: str


# One line each: name | more or yes | less or no.
SCORE_LINES = """
everything | resembles older users on the whole | resembles younger users on the whole
text | writes and shares text as older users do | writes and shares text as younger users do
own_text | spells and punctuates as older users do | spells and punctuates as younger users do
bio_terms | writes a bio in words of older users | writes a bio in words of younger users
own_terms | tweets words that older users tweet | tweets words that younger users tweet
emoji | uses the emoji that older users use | uses the emoji that younger users use
accounts | has accounts in common with older users | has accounts in common with younger users
followed | follows accounts that older users follow | follows accounts that younger users follow
categories | has settings and apps like older users | has settings and apps like younger users
name_shape | has a name shaped like older users' | has a name shaped like younger users'
"""

GROUP_LINES = """
profile_colours | has profile colours like older users | has profile colours like younger users
followed_ids | follows accounts as old as older users do | follows newer accounts
mentioned_ids | mentions accounts as old as older users do | mentions newer accounts
"""

FEATURE_LINES = """
# account
interface_language | uses another interface language than most | uses the usual interface language
account_age_days | joined long ago | joined recently
log_follower_count | has many followers | has few followers
log_friend_count | follows many accounts | follows few accounts
log_listed_count | is on many lists of others | is on few lists of others
log_favourite_count | has liked many tweets | has liked few tweets
log_status_count | has tweeted a lot | has tweeted little
log_statuses_per_day | tweets often | tweets rarely
log_favourites_per_day | likes tweets often | likes tweets rarely
log_followers_per_friend | is followed by many for those they follow | follows more than follow back
log_listed_per_follower | is listed often for the followers they have | is listed rarely for them
utc_offset_hours | lives in a time zone further east | lives in a time zone further west
screen_name_character_count | has a long handle | has a short handle
screen_name_digit_count | has many digits in the handle | has few digits in the handle
display_name_character_count | has a long display name | has a short display name
is_recovered_from_tweet | is known from tweets alone | has a profile of their own in the data
has_default_profile | kept the default profile design | changed the profile design
has_default_profile_image | has no picture in the profile | has a picture in the profile
has_banner | has a banner in the profile | has no banner in the profile
has_background_image | has a background image | has no background image
has_url | links to a website in the profile | links to no website in the profile
has_time_zone | has set a time zone | has set no time zone
is_geo_enabled | allows places on tweets | allows no places on tweets
is_verified | is verified | is not verified
is_protected | tweets in private | tweets in public
screen_name_has_underscore | has an underscore in the handle | has no underscore in the handle
display_name_has_symbol | has symbols in the display name | has a plain display name
display_name_is_lower_case | has a display name in lower case | has a display name with capitals
user_id_digit_count | has an id of an account opened late | has an id of an account opened early
joined_hour | joined at a late hour of the day (UTC) | joined at an early hour of the day (UTC)
log_followers_per_day | gains followers fast | gains followers slowly
log_favourites_per_status | likes more than others for what they tweet | tweets more than they like
has_background_tile | repeats the background picture | does not repeat the background picture
screen_name_birth_year_age_years | has an early year in the handle | has a late year in the handle
display_name_word_count | has a display name of several words | has a display name of few words
display_name_capital_count | has capitals in the display name | has few capitals in the display name
display_name_other_sign_count | has special signs in the name | has a name of plain letters
display_name_is_full_name | shows a first and last name | shows no full name
display_name_is_upper_case | has a display name in capitals | has a display name with small letters
# bio
has_location | states a location | states no location
location_has_comma | states the location in full | states the location in a word or not at all
has_bio | has a bio | has no bio
bio_character_count | has a long bio | has a short bio
bio_word_count | has a bio of many words | has a bio of few words
bio_emoji_count | uses emoji in the bio | uses few or no emoji in the bio
bio_hashtag_count | uses hashtags in the bio | uses few or no hashtags in the bio
bio_handle_count | names other accounts in the bio | names few or no accounts in the bio
bio_has_link | has a link in the bio | has no link in the bio
bio_compound | has a cheerful bio | has a sober or gloomy bio
bio_stated_age_years | states an older age in the bio | states a younger age in the bio
bio_birth_year_age_years | states an early birth year | states a late birth year
bio_class_year_age_years | states an early class year | states a late class year
bio_class_years_ahead | graduates in some years | graduates soon or has graduated
bio_says_parent | is a parent by the bio | says nothing of children in the bio
bio_says_grandparent | is a grandparent by the bio | says nothing of grandchildren in the bio
bio_says_married | is married by the bio | says nothing of marriage in the bio
bio_says_student | studies by the bio | says nothing of studies in the bio
bio_says_aspiring | wants to become something by the bio | says nothing of plans in the bio
bio_says_school | goes to school by the bio | says nothing of school in the bio
bio_says_retired | is retired by the bio | says nothing of retirement in the bio
bio_says_profession | names a profession in the bio | names no profession in the bio
location_character_count | states a long location | states a short location
location_is_place_and_region | states place and region | states the location in another form
location_is_lower_case | writes the location in lower case | writes the location with capitals
location_has_symbol | has a picture sign in the location | has no picture sign in the location
bio_comma_count | lists things in the bio with commas | uses few commas in the bio
bio_divider_count | divides the bio by bars or dots | does not divide the bio by bars or dots
bio_digit_count | has numbers in the bio | has few or no numbers in the bio
bio_punctuation_share | punctuates the bio a lot | punctuates the bio little
bio_uppercase_share | uses many capitals in the bio | uses few capitals in the bio
bio_mean_word_length | uses long words in the bio | uses short words in the bio
bio_ends_with_stop | ends the bio with a full stop | ends the bio without a full stop
bio_number_years | has a high number in the bio | has a low number in the bio
bio_says_occupation | speaks of work in the bio | says nothing of work in the bio
bio_says_fan | is a fan by the bio | names no idols in the bio
bio_says_other_account | names an account elsewhere | names no account elsewhere
bio_says_relationship | says in the bio if there is a partner | says nothing of a partner in the bio
bio_says_faith | speaks of faith in the bio | says nothing of faith in the bio
stated_age_years | states an older age | states a younger age
# activity
sampled_tweet_count | has many tweets in the data | has few tweets in the data
log_sample_span_days | tweeted over a long time here | tweeted within a short time here
retweet_share | often passes on tweets of others | rarely passes on tweets of others
reply_share | often replies | rarely replies
quote_share | often quotes others | rarely quotes others
link_share | often shares links | rarely shares links
media_share | often shares pictures or videos | rarely shares pictures or videos
geotagged_share | often adds a place to tweets | rarely adds a place to tweets
known_hour_share | lets the local hour of tweets be known | hides the local hour of tweets
night_share | often tweets at night | rarely tweets at night
morning_share | often tweets in the morning | rarely tweets in the morning
afternoon_share | often tweets in the afternoon | rarely tweets in the afternoon
evening_share | often tweets in the evening | rarely tweets in the evening
weekend_share | often tweets on weekends | rarely tweets on weekends
default_language_share | tweets mostly in the usual language | tweets mostly in other languages
same_language_share | tweets in the language of the interface | tweets in other languages than that
mean_log_favorite_count | gets many likes | gets few likes
iphone_share | tweets from an iPhone | rarely tweets from an iPhone
android_share | tweets from an Android phone | rarely tweets from an Android phone
other_phone_share | tweets from another kind of phone | rarely tweets from other kinds of phone
tablet_share | tweets from a tablet | rarely tweets from a tablet
web_share | tweets from the website | rarely tweets from the website
instagram_share | passes on Instagram pictures | passes on few Instagram pictures
crosspost_share | posts from other networks | rarely posts from other networks
automatic_share | lets apps tweet | rarely lets apps tweet
other_app_share | tweets from uncommon apps | rarely tweets from uncommon apps
same_app_share | sticks to one app | changes between apps
mean_log_retweet_count | is often retweeted | is rarely retweeted
mean_log_passed_on_retweet_count | passes on what is popular | passes on what few pass on
days_since_last_tweet | has not tweeted lately | has tweeted lately
# style
mean_character_count | writes long tweets | writes short tweets
mean_word_count | writes many words a tweet | writes few words a tweet
mean_word_length | uses long words | uses short words
uppercase_share | uses many capital letters | uses few capital letters
uppercase_word_share | writes whole words in capitals | rarely writes whole words in capitals
punctuation_share | punctuates a lot | punctuates little
digit_share | writes many numbers | writes few numbers
elongations_per_tweet | draws out words (sooo) | rarely draws out words (sooo)
ellipses_per_tweet | trails off with dots | rarely trails off with dots
question_share | often asks questions | rarely asks questions
exclamation_share | uses many exclamation marks | uses few exclamation marks
hashtags_per_tweet | uses many hashtags | uses few hashtags
mentions_per_tweet | mentions many people | mentions few people
first_person_share | often says I | rarely says I
contraction_share | often uses short forms (don't) | rarely uses short forms (don't)
log_type_token_ratio | varies the words | repeats the same words
capital_start_share | starts tweets with a capital | starts tweets in lower case
closed_share | ends tweets with a full stop or the like | leaves tweets open at the end
exclamations_per_tweet | strings exclamation marks together | uses few exclamation marks a tweet
lower_case_i_share | writes a small i for I | writes a capital I
tweet_stated_age_years | states an older age in a tweet | states a younger age in a tweet
# sentiment
mean_compound | writes cheerfully | writes soberly or gloomily
sd_compound | has tweets of changing mood | has tweets of even mood
mean_positive | uses many positive words | uses few positive words
mean_negative | uses many negative words | uses few negative words
positive_tweet_share | writes many positive tweets | writes few positive tweets
negative_tweet_share | writes many negative tweets | writes few negative tweets
# emoji
emoji_per_tweet | uses many emoji | uses few emoji
emoji_tweet_share | often uses emoji | rarely uses emoji
distinct_emoji_per_emoji | varies the emoji | repeats the same emoji
face_emoji_share | prefers faces among emoji | uses few faces among emoji
heart_emoji_share | prefers hearts among emoji | uses few hearts among emoji
hand_emoji_share | prefers hands among emoji | uses few hands among emoji
people_emoji_share | prefers people among emoji | uses few people among emoji
nature_emoji_share | prefers animals and plants as emoji | uses few animals and plants as emoji
symbol_emoji_share | prefers symbols among emoji | uses few symbols among emoji
thing_emoji_share | prefers things among emoji | uses few things among emoji
emoticons_per_tweet | types many faces such as :) | types few faces such as :)
emoticon_tweet_share | often types faces such as :) | rarely types faces such as :)
# network
followed_account_count | has many followed accounts here | has few followed accounts here
followed_shared_share | follows whom others here follow | follows whom nobody else here does
followed_mean_log_follower_count | follows celebrities and brands | follows small accounts
followed_mean_log_status_count | follows accounts that tweet a lot | follows quiet accounts
followed_mean_account_age_days | follows accounts of long standing | follows new accounts
followed_verified_share | follows many verified accounts | follows few verified accounts
followed_default_language_share | follows accounts in the usual language | follows others
mentioned_account_count | mentions many accounts | mentions few accounts
mentioned_shared_share | mentions whom others here mention | mentions whom nobody else does
mentioned_mean_log_follower_count | mentions celebrities and brands | mentions small accounts
mentioned_mean_log_status_count | mentions accounts that tweet a lot | mentions quiet accounts
mentioned_mean_account_age_days | mentions accounts of long standing | mentions new accounts
mentioned_verified_share | mentions many verified accounts | mentions few verified accounts
mentioned_default_language_share | mentions accounts in the usual language | mentions others
mentions_per_account | mentions the same accounts again and again | mentions each account once
followed_mean_log_user_count | follows whom many others here do | follows whom few others here do
mentioned_mean_log_user_count | mentions whom many others here do | mentions whom few others here do
mentioned_mean_handle_length | mentions accounts with long handles | mentions short handles
mentioned_mean_handle_digits | mentions handles with digits | mentions handles without digits
mentioned_mean_handle_underscores | mentions handles with underscores | mentions others
"""


def parse_phrases(lines: str) -> dict[str, Phrase]:
    """Read phrases from lines of a name and two phrases; lines that start with ``#`` are headings.

    Parameters
    ----------
    lines : str
        Like ``has_bio | has a bio | has no bio``.

    Returns
    -------
    dict of str to Phrase
        By name.

    Examples
    --------
    >>> parse_phrases("has_bio | has a bio | has no bio")["has_bio"].less
    'has no bio'
    """
    found = {}
    for line in lines.strip().splitlines():
        if not line.startswith("#"):
            name, more, less = (part.strip() for part in line.split(" | "))
            found[name] = Phrase(more, less)
    return found


SCORE_PHRASES: Mapping[str, Phrase] = parse_phrases(SCORE_LINES)
"""Key of ``plumage.encoding.parts.SCORE_BLOCKS`` -> words."""

GROUP_PHRASES: Mapping[str, Phrase] = parse_phrases(GROUP_LINES)
"""Features that say little one by one, added up -> words; chosen like those of a score."""

GROUP_PATTERNS: Mapping[str, str] = {
    "profile_colours": r".*_colour_(red|green|blue)",
    "followed_ids": r"followed_.*digits.*",
    "mentioned_ids": r"mentioned_(?!mean_handle).*digits.*",
}
"""Group -> regular expression of its columns of ``marts.feat_users``."""

FEATURE_PHRASES: Mapping[str, Phrase] = parse_phrases(FEATURE_LINES)
"""Column of ``marts.feat_users`` -> words."""

UNKNOWN_PHRASES: Mapping[str, str] = {
    # blocks
    "account": "has a profile that does not tell",
    "bio": "has no bio to tell from",
    "activity": "has too few tweets to show habits",
    "style": "has too few words of their own to show a style",
    "sentiment": "has too few words of their own to show a mood",
    "network": "has no followed or mentioned accounts to tell from",
    # scores and features
    "everything": "is hardly known",
    "text": "has no text to tell from",
    "own_text": "has no words of their own to tell from",
    "bio_terms": "has no usual words in the bio",
    "own_terms": "has no words in common with others",
    "emoji": "uses no emoji to tell from",
    "accounts": "has no accounts in common with others",
    "followed": "follows nobody else's accounts",
    "categories": "has no settings to tell from",
    "name_shape": "has no name to tell from",
    "utc_offset_hours": "has set no time zone",
    "screen_name_birth_year_age_years": "has no year there",
    "bio_stated_age_years": "states no age in the bio",
    "bio_birth_year_age_years": "states no birth year",
    "bio_class_year_age_years": "states no class year",
    "bio_class_years_ahead": "states no class year",
    "location_character_count": "states no location",
    "location_is_place_and_region": "states no location",
    "location_is_lower_case": "states no location",
    "location_has_symbol": "states no location",
    "bio_number_years": "has no such number in the bio",
    "stated_age_years": "states no age",
    "mean_log_passed_on_retweet_count": "passes nothing on",
    "tweet_stated_age_years": "states no age in a tweet",
}
"""Score, feature or else feature block -> words for a user of whom it is not known."""


def group_of(feature: str) -> str | None:
    """Group that a feature is added up in.

    Parameters
    ----------
    feature : str
        Column of ``marts.feat_users``.

    Returns
    -------
    str or None
        Key of ``GROUP_PHRASES``; None for a feature that speaks for itself.

    Examples
    --------
    >>> group_of("text_colour_red"), group_of("has_bio")
    ('profile_colours', None)
    """
    for group, pattern in GROUP_PATTERNS.items():
        if re.fullmatch(pattern, feature):
            return group
    return None
