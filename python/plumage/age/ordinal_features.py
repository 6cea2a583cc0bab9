"""Features of the ordinal regressions, and the reasons for them."""

from __future__ import annotations

from typing import NamedTuple


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
