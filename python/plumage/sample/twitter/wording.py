"""What a tweet in own words says: its sentence, feeling and hashtags."""

from __future__ import annotations

from plumage.sample.common.chance import Draw, long_tail
from plumage.sample.common.marked_text import Text
from plumage.sample.common.words import read_words
from plumage.sample.twitter import grammar
from plumage.sample.twitter.behaviour import CLAUSES, Plan
from plumage.sample.twitter.topics import TOPICS
from plumage.sample.twitter.voices import Voice

PHRASES = read_words("phrases")


def say(draw: Draw, voice: Voice, text: Text, plan: Plan, topic: str) -> tuple[str, ...]:
    """Append the sentence of a tweet; give the hashtags that go with it."""
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
    words = _colour(draw, voice, words)
    if plan.is_question:
        end = "?" if draw() < 0.9 else "??"
    elif not end and voice.register == grammar.CAREFUL:
        end = "."
    words += end
    if plan.clause >= 0:
        words = _feel(draw, voice, words, CLAUSES[plan.clause][0], end)
    text.add(words.upper() if draw() < voice.shout_rate else words)
    return TOPICS[topic].tags


def _feel(draw: Draw, voice: Voice, words: str, clause: str, end: str) -> str:
    casual = voice.register == grammar.CASUAL
    clause = clause.replace("I am", "im").replace("I ", "i ") if casual else clause
    if draw() < 0.4:
        first = clause if casual else clause[:1].upper() + clause[1:]
        return f"{first}{'.' if not casual else '..'} {words}"
    if end:
        return f"{words} {clause if casual else clause[:1].upper() + clause[1:]}"
    return f"{words}, {clause}"


def _colour(draw: Draw, voice: Voice, words: str) -> str:
    if draw() >= voice.elongation_rate:
        return words
    if draw() < 0.6:
        cry = long_tail(draw, PHRASES["drawn out"])
        return f"{cry}{cry[-1] * (2 + int(4 * draw()))} {words}"
    last = words[-1]
    return words + last * (2 + int(3 * draw())) if last.isalpha() and last.isascii() else words


def choose_tag(draw: Draw, voice: Voice, tags: tuple[str, ...]) -> str:
    """Choose a hashtag: of the topic, of any topic, or a place, show, band or person."""
    share = draw()
    if share < 0.6:
        return long_tail(draw, tags)
    if share < 0.8:
        return long_tail(draw, PHRASES["hashtags"])
    pools = grammar.pools(grammar.STANDARD)
    slot = ("town", "show", "band", "person")[int(4 * draw())]
    word = "".join(letter for letter in long_tail(draw, pools[slot]) if letter.isalnum())
    return word if voice.register != grammar.CASUAL else word.lower()
