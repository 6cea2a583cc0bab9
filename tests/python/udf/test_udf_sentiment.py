"""The sentiment function against VADER itself."""

import random

import duckdb
import pyarrow as pa
import pytest
from emoji.unicode_codes import EMOJI_DATA
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from plumage.udf import sentiment
from plumage.udf.sentiment import score_text, score_texts

VADER = SentimentIntensityAnalyzer()

TEXTS = [
    "VADER is smart, handsome, and funny.",
    "VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!",
    "At least it isn't a horrible book.",
    "The plot was good, but the characters are uncompelling and the dialog is not great.",
    "Today only kinda sux! But I'll get by, lol",
    "Make sure you :) or :D today!",
    "Catch utf-8 emoji such as 💘 and 💋 and 😁",
    "Without a doubt, excellent idea.",
    "don't love it",
    "สวัสดีครับ مرحبا 日本",
    "",
    " ",
    "!!!",
    ":)",
]

WORDS = """love HATE not never very but good BAD least kind of :) :( 😂 ❤️ n't so the bus don't
    !!! ??"""
words = st.sampled_from(WORDS.split())
other_characters = st.characters(
    exclude_categories=["Cs"], exclude_characters="\ufe0e\ufe0f\u200d" + "".join(VADER.emojis)
)
NEUTRAL_WORDS = """the bus leaves at nine in K İstanbul ΣΑΣ ß ﬁ é 日本 1st #tag … — ’s
    Ünder"""


def bare(text: str) -> str:
    """A text without variation selectors."""
    return text.replace("\ufe0f", "").replace("\ufe0e", "")


def _score_by_package(text: str) -> dict[str, float]:
    scores = VADER.polarity_scores(text)
    return {
        "negative": scores["neg"],
        "neutral": scores["neu"],
        "positive": scores["pos"],
        "compound": scores["compound"],
    }


@pytest.mark.parametrize("text", TEXTS)
def test_scores_are_vaders_own(text):
    assert score_text(text) == _score_by_package(text)


@given(st.lists(st.one_of(words, st.text(other_characters, max_size=5)), max_size=12).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_text_whose_emoji_stand_apart_scores_as_vader_says(text):
    assert score_text(text) == _score_by_package(text.replace("\ufe0f", ""))


def test_no_emoji_changes_its_score_with_a_selector():
    texts = [dress.format(emoji) for emoji in EMOJI_DATA for dress in ("{}", "I am off now {}!")]
    assert sum("\ufe0f" in text for text in texts) > 2000
    wrong = [text for text in texts if score_text(text) != score_text(bare(text))]
    assert wrong == []
    textual = [text.replace("\ufe0f", "\ufe0e") for text in texts]
    assert [text for text in textual if score_text(text) != score_text(bare(text))] == []


def test_every_emoji_scores_as_the_name_that_vader_has_for_it():
    assert len(set(VADER.emojis) & set(EMOJI_DATA)) > 3500
    wrong = {
        emoji: name
        for emoji, name in VADER.emojis.items()
        if score_text(emoji) != _score_by_package(name)
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "spelled_out"),
    [
        ("I am off now ❤️", "I am off now red heart"),
        ("bye ✌️", "bye victory hand"),
        ("😂lol", "face with tears of joy lol"),
        ("thanks❤️#love", "thanks red heart #love"),
        ("❤️❤️!!", "red heart red heart!!"),
        # VADER's list has neither: they are read in parts, without the joiner.
        ("❤️‍🔥", "red heart fire"),
        ("👨🏿‍❤️‍👨🏿", "man: dark skin tone red heart man: dark skin tone"),
        ("می‌خواهم क्‍ष", "می‌خواهم क्‍ष"),
    ],
)
def test_names_of_emoji_are_words_of_their_own(text, spelled_out):
    assert sentiment.spell_out_emoji(text).split() == spelled_out.split()
    assert score_text(text) == _score_by_package(spelled_out)


def test_the_heart_that_telephones_write_is_as_warm_as_the_bare_one():
    assert score_text("I am off now ❤️")["compound"] == 0.6369
    assert score_text("bye ✌️")["compound"] == 0.4939


def test_time_of_a_long_row_of_emoji_is_bounded():
    """Spelled out, these would be 50,000 words, and VADER's time grows with their square."""
    long = "🥰" * sentiment.MAX_SCORED_CHARACTERS
    assert len(sentiment.spell_out_emoji(long)) > 3 * sentiment.MAX_SCORED_CHARACTERS
    assert score_text(long) == score_text(long[: sentiment.MAX_SCORED_CHARACTERS // 2])


def test_what_is_taken_for_neutral_is_neutral_on_a_large_corpus():
    """Every word and emoji that VADER knows, in each dress, and 50,000 mixed texts."""
    known = [*VADER.lexicon, *VADER.emojis, *sentiment.string.punctuation]
    dresses = ("{}", "{}!", "({})", "'{}'", "{},", '"{}', "_{}_", "so {}", "{} but", "x{}", "NO {}")
    texts = [
        dress.format(form) for each in known for dress in dresses for form in (each, each.upper())
    ]
    draw = random.Random(7)
    texts += [
        draw.choice([" ", "  ", "\n", "\x1c", "\u2003", ""]).join(
            draw.choice(known) if draw.random() < 0.02 else draw.choice(NEUTRAL_WORDS.split())
            for _ in range(draw.randint(1, 20))
        )
        for _ in range(50_000)
    ]
    texts = [sentiment.spell_out_emoji(text) for text in texts]
    skipped = [text for text in texts if sentiment.is_surely_neutral(text)]
    assert len(skipped) > 20_000
    neutral = {"neg": 0.0, "neu": 1.0, "pos": 0.0, "compound": 0.0}
    assert [text for text in skipped if VADER.polarity_scores(text) != neutral] == []


def test_batches_keep_order_and_nulls():
    texts = pa.chunked_array([["love", None], ["hate", ""]])
    assert score_texts(texts, pa.array([True] * 4)).to_pylist() == [
        _score_by_package("love"),
        None,
        _score_by_package("hate"),
        _score_by_package(""),
    ]
    assert score_texts(pa.array([], pa.string()), pa.array([], pa.bool_())).to_pylist() == []


OTHER_LANGUAGES = [
    "die Sonne war heute da, die Kinder auch",
    "ik denk dat die man gelijk heeft",
    "no lo sé, no me importa",
    "sin duda es mejor",
    "non ho voglia, ma no",
]
"""Chance hits of VADER's lexicon: die, no, sin."""


def test_english_alone_is_scored():
    assert all(score_text(text)["compound"] < 0 for text in OTHER_LANGUAGES)
    for said in (False, None):
        given = pa.array([said] * 5, pa.bool_())
        assert score_texts(pa.array(OTHER_LANGUAGES), given).to_pylist() == [None] * 5
    english = ["I love this song", "this is so bad, i hate it"]
    scores = [_score_by_package(text) for text in english]
    assert score_texts(pa.array(english), pa.array([None, None])).to_pylist() == scores
    assert score_texts(pa.array(english), pa.array([False, False])).to_pylist() == [None, None]


def test_a_tag_is_believed():
    given = pa.array([True] * 5)
    scores = [_score_by_package(text) for text in OTHER_LANGUAGES]
    assert score_texts(pa.array(OTHER_LANGUAGES), given).to_pylist() == scores


def test_sql_gets_what_python_gives():
    connection = duckdb.connect()
    sentiment.register(connection)
    texts = [*TEXTS, None] * 200
    rows = connection.execute(
        "select plumage_sentiment(text, true) from (select unnest(?) as text)", [texts]
    ).fetchall()
    assert [row[0] for row in rows] == [score_text(text) for text in texts]
    question = "select plumage_sentiment('ich bin so müde', null), plumage_sentiment('hate', false)"
    assert connection.execute(question).fetchone() == (None, None)
