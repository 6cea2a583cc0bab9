"""What the made-up users do before an age is drawn: their tweets as plans, without words yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from plumage.sample.common.chance import Draw, Weighted, stream
from plumage.sample.twitter.feelings import (
    EMOTICONS,
    GLAD,
    NEGATIVE_CLAUSES,
    PLAIN,
    POSITIVE_CLAUSES,
    SAD,
    WARM,
)
from plumage.sample.twitter.people import DAY, REFERENCE, Person

OWN, RETWEET, QUOTE, CROSSPOST = range(4)

# Mean valence of the emoji of each class, as VADER reads their names.
EMOJI_VALENCES = (3.65, 1.86, -1.82, 0.0)
EMOJI_CLASSES = Weighted((WARM, GLAD, SAD, PLAIN), (19, 29, 17, 35))
EMOTICON_CHOICE = Weighted(range(len(EMOTICONS)), (14, 6, 7, 7, 8, 3, 4, 2, 3, 1.5, 1, 2, 2, 1.5))
CLAUSES = POSITIVE_CLAUSES + NEGATIVE_CLAUSES
OLDEST_TWEET_DAYS = 725
UNDETERMINED_SHARE, MISREAD_SHARE, OWN_LANGUAGE_SHARE = 0.085, 0.005, 0.75


@dataclass(slots=True)
class Plan:
    """A tweet as planned: everything about it but its words and its hour."""

    day: int
    kind: int
    language: str
    app: str
    is_reply: bool = False
    mention_count: int = 0
    hashtag_count: int = 0
    emoji: tuple[int, ...] = ()
    emoticon: int = -1
    clause: int = -1
    is_question: bool = False
    exclamation_count: int = 0
    has_link: bool = False
    has_media: bool = False
    is_old_quote: bool = False


def draw_language(draw: Draw, person: Person) -> str:
    """Language tag of one own tweet of this user."""
    share = draw()
    if share < UNDETERMINED_SHARE:
        return "und"
    if share < UNDETERMINED_SHARE + MISREAD_SHARE:
        return "ht"
    return person.language if draw() < OWN_LANGUAGE_SHARE else "en"


def draw_emoji(draw: Draw) -> tuple[int, ...]:
    """Classes of the emoji of one tweet, one or more; often the same again."""
    first = EMOJI_CLASSES.pick(draw())
    emoji = [first]
    while len(emoji) < 6 and draw() < 0.47:
        emoji.append(first if draw() < 0.7 else EMOJI_CLASSES.pick(draw()))
    return tuple(emoji)


def draw_own(draw: Draw, person: Person, plan: Plan) -> Plan:
    """Plan what a tweet in the user's own words holds."""
    plan.is_reply = draw() < person.reply_rate
    if not plan.is_reply and draw() < 0.09:
        plan.mention_count = 1 if draw() < 0.8 else 2
    elif plan.is_reply:
        plan.mention_count = 1 if draw() < 0.85 else 2
    if draw() < person.hashtag_rate:
        plan.hashtag_count = 1 + int(3.6 * draw() ** 1.8) + (draw() < 0.06) * 3
    if draw() < person.emoji_rate:
        plan.emoji = draw_emoji(draw)
    if draw() < person.emoticon_rate:
        plan.emoticon = EMOTICON_CHOICE.pick(draw())
    plan.is_question = draw() < person.question_rate
    if not plan.is_question and draw() < person.exclamation_rate:
        plan.exclamation_count = 1 if draw() < 0.7 else 2 + int(2 * draw())
    if plan.language == "en" and draw() < person.feeling_rate:
        glad = draw() < person.gladness
        clauses = POSITIVE_CLAUSES if glad else NEGATIVE_CLAUSES
        share = draw()
        plan.clause = int(len(clauses) * share * share) + (0 if glad else len(POSITIVE_CLAUSES))
    media = draw() < person.media_rate
    plan.has_media = media and plan.kind != QUOTE
    plan.has_link = draw() < person.link_rate
    plan.is_old_quote = plan.kind == OWN and not plan.is_reply and draw() < 0.012
    if plan.language == "und":  # nothing to tell a language by
        plan.is_question, plan.exclamation_count = False, 0
    return plan


def draw_plan(draw: Draw, person: Person, day: int) -> Plan:
    """Plan one tweet."""
    if draw() < person.retweet_rate:
        plan = Plan(day, RETWEET, "en", person.app)
        plan.has_link = draw() < person.link_rate
        plan.has_media = draw() < 0.35
        return plan
    if person.crosspost_app is not None and draw() < person.crosspost_rate:
        plan = Plan(day, CROSSPOST, "en", person.crosspost_app, has_link=True)
        if plan.app == "instagram" and draw() < person.hashtag_rate:
            plan.hashtag_count = 1 + int(4 * draw())
        elif plan.app == "spotify":
            plan.hashtag_count = 1
        return plan
    plan = Plan(day, QUOTE if draw() < 0.02 else OWN, draw_language(draw, person), person.app)
    return draw_own(draw, person, plan)


def draw_behaviour(seed: int, person: Person) -> list[Plan]:
    """Plan a user's tweets, newest first.

    Parameters
    ----------
    seed : int
        Seed of the run.
    person : Person
        The user.

    Returns
    -------
    list of Plan
        ``person.tweet_count`` plans.
    """
    draw = stream(seed, "behaviour", person.index)
    oldest = min(OLDEST_TWEET_DAYS, (REFERENCE - person.created_at) // DAY - 2)
    day = -person.days_between * log(1 - draw())
    plans = []
    for _ in range(person.tweet_count):
        plans.append(draw_plan(draw, person, min(int(day), oldest)))
        day -= person.days_between * log(1 - draw())
    return plans


def compound_of(plan: Plan) -> float:
    """How positive a tweet in own words will be, -1 to 1, by VADER's rule on what carries feeling.

    Parameters
    ----------
    plan : Plan
        An own tweet.

    Returns
    -------
    float
        Sum of valences, raised by exclamation marks, over the root of its square plus 15 (Hutto and
        Gilbert 2014).
    """
    valence = sum(EMOJI_VALENCES[group] for group in plan.emoji)
    if plan.clause >= 0:
        valence += CLAUSES[plan.clause][1]
    if plan.emoticon >= 0:
        valence += EMOTICONS[plan.emoticon][1]
    if valence and plan.exclamation_count:
        raised = 0.292 * min(plan.exclamation_count, 4)
        valence += raised if valence > 0 else -raised
    return valence / sqrt(valence * valence + 15)


def behaviour_features(plans: Sequence[Plan]) -> dict[str, float | None]:
    """Features of a user's tweets as the warehouse counts them, None where there are no tweets.

    Parameters
    ----------
    plans : sequence of Plan
        Tweets of the user that the files hold, each once.

    Returns
    -------
    dict of str to float or None
        The features of ``effects.EFFECTS`` that come from tweets.
    """
    count = len(plans)
    own = [plan for plan in plans if plan.kind != RETWEET]
    return {
        "retweet_share": _share(count - len(own), count),
        "link_share": _share(sum(plan.has_link for plan in plans), count),
        "media_share": _share(sum(plan.has_media for plan in plans), count),
        "iphone_share": _share(sum(plan.app == "iphone" for plan in plans), count),
        "reply_share": _share(sum(plan.is_reply for plan in plans), count),
        "hashtags_per_tweet": _share(sum(plan.hashtag_count for plan in own), len(own)),
        "emoji_tweet_share": _share(sum(bool(plan.emoji) for plan in own), len(own)),
        "emoticons_per_tweet": _share(sum(plan.emoticon >= 0 for plan in own), len(own)),
        "question_share": _share(sum(plan.is_question for plan in own), len(own)),
        "exclamation_share": _share(sum(plan.exclamation_count > 0 for plan in own), len(own)),
        "mean_compound": _share(sum(compound_of(plan) for plan in own), len(own)),
    }


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None
