"""From a plan to a tweet: the words, the hour, the entities, and the record."""

from __future__ import annotations

from functools import lru_cache
from math import exp
from typing import Any

from plumage.sample.common.chance import Draw, long_tail, normal, stream
from plumage.sample.common.marked_text import Text
from plumage.sample.common.words import read_words
from plumage.sample.twitter import grammar
from plumage.sample.twitter.behaviour import CLAUSES, CROSSPOST, QUOTE, RETWEET, Plan
from plumage.sample.twitter.feelings import EMOTICONS
from plumage.sample.twitter.network import VIDEO_SITE, Account, Circle, tweet_id
from plumage.sample.twitter.people import DAY, REFERENCE, Person
from plumage.sample.twitter.records import tweet_record, url_entity
from plumage.sample.twitter.topics import TOPICS
from plumage.sample.twitter.voices import Voice, emoji_choice

TWEET_LENGTH = 280
RETWEET_LENGTH = 140
LAST_MIDNIGHT = REFERENCE // DAY * DAY
PHRASES = read_words("phrases")
COUNTRIES = (("United States", "US"), ("Philippines", "PH"), ("United Kingdom", "GB"),
             ("Indonesia", "ID"), ("Canada", "CA"), ("Brasil", "BR"), ("México", "MX"))  # fmt: skip
ORIGINAL_DAYS = 3  # a well-known account posts something worth passing on this often


@lru_cache(maxsize=8192)
def original_of(seed: int, serial: int, account: Account) -> tuple[dict[str, Any], Text]:
    """Write a tweet of somebody else that users pass on.

    Parameters
    ----------
    seed : int
        Seed of the run.
    serial : int
        Which of the account's tweets, the newest 0 and 1; odd ones hold a link.
    account : Account
        Who wrote it.

    Returns
    -------
    tuple
        The record without its user, and the text.
    """
    number = account.number * 4 + account.kind
    draw = stream(seed, "original", (number << 16) | serial)
    at = REFERENCE - (serial // 2) * ORIGINAL_DAYS * DAY - int(draw() * ORIGINAL_DAYS * DAY)
    topic = account.topics[int(draw() * len(account.topics))]
    body = Text()
    words = grammar.say(draw, topic, int(draw() * 2))
    body.add(grammar.add_around(draw, words, grammar.STANDARD, opener=0.2, afterthought=0.35))
    if draw() < 0.15:
        body.tag(long_tail(draw, TOPICS[topic].tags))
    has_link = serial % 2 == 1
    if has_link:
        body.link(number << 20 | serial)
    low_bits = 0x200000 | (number * 31 + serial) & 0x1FFFFF
    popularity = exp(min(account.follower_count, 10**7) ** 0.12 + 0.9 * normal(draw))
    record = tweet_record(
        at=at,
        low_bits=low_bits,
        text="".join(body.pieces),
        entities=body.entities,
        language=account.language if account.language in ("en", "es") else "en",
        app="iphone" if draw() < 0.6 else "web",
        favourites=int(popularity * 1.6),
        retweets=int(popularity) + 1,
        sensitive=False if has_link else None,
    )
    return record, body


class Writer:
    """Writes the tweets of one user.

    Parameters
    ----------
    seed : int
        Seed of the run.
    person : Person
        The user.
    voice : Voice
        How the user speaks.
    circle : Circle
        Whom the user speaks to and passes on.
    draw : callable
        The user's stream for texts.
    """

    def __init__(self, seed: int, person: Person, voice: Voice, circle: Circle, draw: Draw) -> None:
        self.seed = seed
        self.person = person
        self.voice = voice
        self.circle = circle
        self.draw = draw
        self.taken: set[int] = set()
        offset = person.utc_offset
        self.offset = -18000 if offset is None else offset

    def write(self, plan: Plan) -> tuple[dict[str, Any], list[Account]]:
        """Write a tweet.

        Parameters
        ----------
        plan : Plan
            What it shall hold.

        Returns
        -------
        tuple
            The record without its user, and the accounts mentioned in it.
        """
        at = self._moment(plan.day)
        low_bits = self.person.index & 0x1FFFFF
        number = tweet_id(at * 1000, low_bits)
        if plan.kind == RETWEET:
            return self._retweet(plan, at, low_bits, number)
        text, mentioned = Text(), []
        if plan.kind == CROSSPOST:
            self._crosspost(text, mentioned, plan, number)
        else:
            self._own(text, mentioned, plan, number)
        quoted = None
        if plan.kind == QUOTE:
            account, serial = self._pick_original(at, linked=False)
            quoted = original_of(self.seed, serial, account)[0]
        draw = self.draw
        reply_to = mentioned[0] if plan.is_reply else None
        reply_tweet = None
        if reply_to is not None and draw() < 0.84:
            reply_tweet = tweet_id((at - int(3000 * draw()) - 5) * 1000, 0x300000 | low_bits)
        place, point = self._place()
        marked = plan.has_link or plan.has_media
        share = draw()
        popular = 0.16 * self.person.follower_count**0.4
        record = tweet_record(
            at=at,
            low_bits=low_bits,
            text=text.cut(TWEET_LENGTH),
            entities=text.entities,
            language=plan.language,
            app=plan.app,
            reply_to=reply_to,
            reply_tweet=reply_tweet,
            place=place,
            point=point,
            favourites=int(popular * share**3 * 2.2),
            retweets=int(popular * share**8),
            sensitive=(draw() < 0.013) if marked else None,
            quoted=quoted,
        )
        return record, mentioned

    def _moment(self, day: int) -> int:
        draw = self.draw
        hour = 6 * self.voice.dayparts.pick(draw()) + 6 * draw()
        local = LAST_MIDNIGHT - day * DAY + int(hour * 3600)
        at = local - self.offset
        while at > REFERENCE:
            at -= DAY
        while at in self.taken:
            at -= 60
        self.taken.add(at)
        return at

    def _pick_original(self, at: int, *, linked: bool) -> tuple[Account, int]:
        draw = self.draw
        account = (
            self.circle.choose_well_known() if draw() < 0.72 else self.circle.choose_neighbour()
        )
        share = draw()
        period = (REFERENCE - at) // (ORIGINAL_DAYS * DAY) + 1 + int(6 * share * share)
        return account, period * 2 + linked

    def _retweet(
        self, plan: Plan, at: int, low_bits: int, number: int
    ) -> tuple[dict[str, Any], list[Account]]:
        account, serial = self._pick_original(at, linked=plan.has_link)
        original, body = original_of(self.seed, serial, account)
        text = Text()
        text.add("RT")
        text.mention(account, after=":")
        for piece in body.pieces:
            if piece.startswith("#"):
                text.tag(piece[1:])
            elif piece.startswith("https://"):
                text.entities["urls"].append(url_entity(piece, text.add(piece)))
            elif piece != " ":
                text.add(piece)
        if plan.has_media:
            text.picture(number ^ 0xFEED)
        record = tweet_record(
            at=at,
            low_bits=low_bits,
            text=text.cut(RETWEET_LENGTH),
            entities=text.entities,
            language=original["lang"],
            app=plan.app,
            retweets=original["retweet_count"],
            sensitive=False if plan.has_link or plan.has_media else None,
            retweeted=original,
        )
        return record, [account]

    def _own(self, text: Text, mentioned: list[Account], plan: Plan, number: int) -> None:
        draw, voice = self.draw, self.voice
        for _ in range(plan.mention_count):
            account = self.circle.choose_mentioned()
            mentioned.append(account)
            text.mention(account)
        if plan.is_old_quote:
            account = self.circle.choose_mentioned()
            mentioned.append(account)
            text.mention(account, before='"', after=":")
            text.add(grammar.say(draw, voice.topics.pick(draw()), voice.register) + '"')
        topic = voice.topics.pick(draw())
        tags = self._say(text, plan, topic)
        emoji = [emoji_choice(group, voice.emoji_level).pick(draw()) for group in plan.emoji]
        for place in range(1, len(plan.emoji)):  # the same class again is mostly the same emoji
            if plan.emoji[place] == plan.emoji[place - 1] and draw() < 0.8:
                emoji[place] = emoji[place - 1]
        if plan.emoticon >= 0:
            text.add(EMOTICONS[plan.emoticon][0])
        if emoji and draw() < 0.5:
            text.add("".join(emoji))
            emoji = []
        for _ in range(plan.hashtag_count):
            text.tag(self._tag(tags))
        if emoji:
            text.add("".join(emoji))
        if plan.has_link:
            text.link(number ^ 0x11)
        if plan.has_media:
            text.picture(number ^ 0xFEED)
        if not text.pieces:
            text.add(long_tail(draw, PHRASES["undetermined"]))

    def _say(self, text: Text, plan: Plan, topic: str) -> tuple[str, ...]:
        """Append the sentence of a tweet; give the hashtags that go with it."""
        draw, voice = self.draw, self.voice
        if plan.language == "und":
            if draw() < 0.4 or not (plan.emoji or plan.hashtag_count):
                word = long_tail(draw, PHRASES["undetermined"])
                text.add(word + word[-1] * int(5 * draw()) if word[-1].isalpha() else word)
            return PHRASES["hashtags"]
        end = "!" * plan.exclamation_count
        if plan.language != "en":
            if plan.language == "ht":
                words = long_tail(draw, PHRASES["misread"])
                words += "?" if plan.is_question else end
                tags = PHRASES["hashtags"]
            else:
                words = grammar.say_other(draw, plan.language, question=plan.is_question)
                words += "" if plan.is_question else end
                tags = read_words(f"language_{plan.language}")["hashtags"]
            text.add(words)
            return tags
        if draw() < 0.006 and not plan.is_question:
            lines = grammar.phrases("phrases", "chain letters", grammar.STANDARD)
            words = grammar.fill(draw, long_tail(draw, lines))
        else:
            words = grammar.say(draw, topic, voice.register, question=plan.is_question)
            words = grammar.add_around(
                draw,
                words,
                voice.register,
                opener=voice.opener_rate,
                afterthought=0.0 if plan.is_question else voice.afterthought_rate,
            )
            if not plan.is_question and draw() < voice.second_rate:
                words = grammar.join(draw, words, topic, voice.register)
        if draw() < voice.slip_rate:
            words = grammar.misspell(draw, words)
        words = self._colour(words)
        if plan.is_question:
            end = "?" if draw() < 0.9 else "??"
        elif not end and voice.register == grammar.CAREFUL:
            end = "."
        words += end
        if plan.clause >= 0:
            words = self._feel(words, CLAUSES[plan.clause][0], end)
        text.add(words.upper() if draw() < voice.shout_rate else words)
        return TOPICS[topic].tags

    def _feel(self, words: str, clause: str, end: str) -> str:
        casual = self.voice.register == grammar.CASUAL
        clause = clause.replace("I am", "im").replace("I ", "i ") if casual else clause
        if self.draw() < 0.4:
            first = clause if casual else clause[:1].upper() + clause[1:]
            return f"{first}{'.' if not casual else '..'} {words}"
        if end:
            return f"{words} {clause if casual else clause[:1].upper() + clause[1:]}"
        return f"{words}, {clause}"

    def _colour(self, words: str) -> str:
        draw = self.draw
        if draw() >= self.voice.elongation_rate:
            return words
        if draw() < 0.6:
            cry = long_tail(draw, PHRASES["drawn out"])
            return f"{cry}{cry[-1] * (2 + int(4 * draw()))} {words}"
        last = words[-1]
        return words + last * (2 + int(3 * draw())) if last.isalpha() and last.isascii() else words

    def _tag(self, tags: tuple[str, ...]) -> str:
        draw = self.draw
        share = draw()
        if share < 0.6:
            return long_tail(draw, tags)
        if share < 0.8:
            return long_tail(draw, PHRASES["hashtags"])
        pools = grammar.pools(grammar.STANDARD)
        slot = ("town", "show", "band", "person")[int(4 * draw())]
        word = "".join(letter for letter in long_tail(draw, pools[slot]) if letter.isalnum())
        return word if self.voice.register != grammar.CASUAL else word.lower()

    def _crosspost(self, text: Text, mentioned: list[Account], plan: Plan, number: int) -> None:
        draw = self.draw
        if plan.app == "horoscope":
            lines = grammar.phrases("phrases", "horoscopes", grammar.STANDARD)
            sign = PHRASES["signs"][self.person.index * 7 % len(PHRASES["signs"])]
            text.add(f"{grammar.fill(draw, long_tail(draw, lines))}... More for {sign}")
        else:
            lines = grammar.phrases("crossposts", plan.app, grammar.STANDARD)
            words = grammar.fill(draw, lines[int(len(lines) * draw())])
            if plan.app == "instagram" and draw() < 0.6:
                voice = self.voice
                words = grammar.say(draw, voice.topics.pick(draw()), voice.register)
            tagged = words.startswith("#nowplaying ")
            if tagged:
                text.tag("nowplaying")
                words = words[len("#nowplaying ") :]
            before, at_sign, after = words.partition(f"@{VIDEO_SITE}")
            if at_sign:
                video = self.circle.world.video_site
                mentioned.append(video)
                text.add(before.strip())
                text.mention(video)
                words = after.strip(": ")
            else:
                words = words[:1].upper() + words[1:]
            if words:
                text.add(words)
            for _ in range(plan.hashtag_count - tagged):
                text.tag(self._tag(PHRASES["hashtags"]))
        text.link(number ^ 0x22)

    def _place(self) -> tuple[dict[str, Any] | None, tuple[float, float] | None]:
        draw = self.draw
        if not self.person.is_geo_enabled or draw() >= 0.085:
            return None, None
        country, code = long_tail(draw, COUNTRIES)
        place = {
            "id": f"{int(draw() * 2**60):016x}",
            "place_type": "city" if draw() < 0.7 else "admin",
            "name": long_tail(draw, grammar.pools(grammar.STANDARD)["town"]),
            "country": country,
            "country_code": code,
        }
        if draw() >= 0.35:
            return place, None
        return place, (round(-124 + 55 * draw(), 6), round(26 + 20 * draw(), 6))
