"""From a plan to a tweet: the words, the hour, the entities, and the record."""

from __future__ import annotations

from typing import Any

from plumage.sample.common.chance import Draw, long_tail
from plumage.sample.common.marked_text import Text
from plumage.sample.twitter import grammar, wording
from plumage.sample.twitter.accounts import VIDEO_SITE, Account, tweet_id
from plumage.sample.twitter.behaviour import CROSSPOST, QUOTE, RETWEET, Plan
from plumage.sample.twitter.feelings import EMOTICONS
from plumage.sample.twitter.network import Circle
from plumage.sample.twitter.originals import ORIGINAL_DAYS, original_of
from plumage.sample.twitter.people import DAY, REFERENCE, Person
from plumage.sample.twitter.records import tweet_record, url_entity
from plumage.sample.twitter.voices import Voice, emoji_choice
from plumage.sample.twitter.wording import PHRASES

TWEET_LENGTH = 280
RETWEET_LENGTH = 140
LAST_MIDNIGHT = REFERENCE // DAY * DAY
COUNTRIES = (("United States", "US"), ("Philippines", "PH"), ("United Kingdom", "GB"),
             ("Indonesia", "ID"), ("Canada", "CA"), ("Brasil", "BR"), ("México", "MX"))  # fmt: skip


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
        tags = wording.say(draw, voice, text, plan, topic)
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
            text.tag(wording.choose_tag(draw, voice, tags))
        if emoji:
            text.add("".join(emoji))
        if plan.has_link:
            text.link(number ^ 0x11)
        if plan.has_media:
            text.picture(number ^ 0xFEED)
        if not text.pieces:
            text.add(long_tail(draw, PHRASES["undetermined"]))

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
                text.tag(wording.choose_tag(draw, self.voice, PHRASES["hashtags"]))
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
