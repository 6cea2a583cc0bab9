"""How tweets become tokens."""

import csv
import itertools
import re

import pytest
from emoji import emoji_list
from emoji.unicode_codes import EMOJI_DATA, STATUS
from hypothesis import given, settings
from hypothesis import strategies as st

from support.places import ROOT
from support.sql_text import (
    evaluate,
    evaluate_all,
    filter_characters,
    render,
    tokenise,
    tokenise_texts,
    words_of,
)

FULLY_QUALIFIED = sorted(
    emoji for emoji, facts in EMOJI_DATA.items() if facts["status"] == STATUS["fully_qualified"]
)

texts = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
        st.sampled_from(FULLY_QUALIFIED),
        st.sampled_from(
            ["http://t.co/a", "@a_b", "#x1", ":-)", "xD", "T_T", "sooo", "3.5", "don’t"]
        ),
        st.sampled_from(
            [" ", "  ", "_", "-", "'", "\u200d", "\ufe0f", "\u20e3", "#", "@", ".", ":"]
        ),
    ),
    max_size=10,
).map("".join)
# Several texts an example: a call costs more than a text.
text_batches = st.lists(texts, max_size=20)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("sooo Soooooo so goood", ["soo", "soo", "so", "good"]),
        ("aaAAh", ["aah"]),
        ("1000 2,000,000 !!!", ["1000", "2,000,000"]),
        ("don’t DON'T dont", ["don't", "don't", "dont"]),
        ("Tom &amp; Jerry", ["tom", "jerry"]),
        (
            "rock'n'roll t-shirt foo--bar _x_ a_b",
            ["rock'n'roll", "t-shirt", "foo", "bar", "x", "a_b"],
        ),
        ("#1 #love2 ＃Ünder_score #日本", ["1", "#love2", "#ünder_score", "#日本"]),
        (
            "10:30am 24/7 3.5km 9.26.14 2nd gr8",
            ["10:30am", "24/7", "3.5km", "9.26.14", "2nd", "gr8"],
        ),
        ("me@x.org @a_b ＠User http://t.co/x", ["http", "@user", "@user", "http"]),
        ("e\u0301te\u0301 ÉTÉ", ["été", "été"]),
        ("", []),
        ("… -- !? ()", []),
    ],
)
def test_tokens_are(text, tokens):
    assert words_of(text) == tokens


def test_kinds_are_told():
    kinds = dict(tokenise("@a_b Hi http://t.co/x #tag 3.5 2nd :-) 😂 1️⃣ xD"))
    assert kinds == {
        "@user": "handle",
        "hi": "word",
        "http": "link",
        "#tag": "hashtag",
        "3.5": "number",
        "2nd": "word",
        ":-)": "emoticon",
        "😂": "emoji",
        "1⃣": "emoji",
        "xD": "emoticon",
    }


@pytest.mark.parametrize(
    "text",
    ["10:30", "http://t.co/x", "ratio 3:3", "fixD CDs: a", "(see: x)", "(2014): note", "5:Dec"],
)
def test_what_only_looks_like_an_emoticon_is_none(text):
    assert all(kind != "emoticon" for _, kind in tokenise(text))


@pytest.mark.parametrize("text", [":)", ":)))", "hi:)", ":) :)", "(T_T)", "<333", ">:(", "sad ):"])
def test_emoticons_are_found(text):
    assert any(kind == "emoticon" for _, kind in tokenise(text))


def test_every_known_emoticon_is_one_token_in_its_listed_form():
    with (ROOT / "seeds/ref_emoticons.csv").open(encoding="utf-8", newline="") as lines:
        emoticons = [row["emoticon"] for row in csv.DictReader(lines)]
    framed = [f"hi {emoticon} there" for emoticon in emoticons]
    assert [tokens[1:-1] for tokens in tokenise_texts(framed)] == [
        [(emoticon, "emoticon")] for emoticon in emoticons
    ]


def test_emoticons_are_counted_as_the_tokeniser_finds_them():
    assert evaluate("count_emoticons('text')", "10:30 :-) :) fixD xDD T_T hi") == 4
    assert evaluate("count_emoticons('text')", "plain") == 0
    assert evaluate("count_emoticons('text')", None) is None


def test_every_emoji_of_the_database_is_one_token():
    emoji = sorted(EMOJI_DATA)
    assert tokenise_texts(emoji) == [[(each.replace("\ufe0f", ""), "emoji")] for each in emoji]


def test_no_character_beyond_the_database_is_an_emoji():
    characters = [chr(code) for code in range(1, 0x110000) if not 0xD800 <= code < 0xE000]
    found = set(filter_characters(characters, render("emoji_pattern()")))
    single = {emoji for emoji in EMOJI_DATA if len(emoji) == 1}
    parts = {character for emoji in EMOJI_DATA for character in emoji}
    assert single <= found <= parts


@given(
    st.lists(st.lists(st.sampled_from(FULLY_QUALIFIED), max_size=6), max_size=20),
    st.sampled_from(["", " ", " ok "]),
)
@settings(max_examples=25, deadline=None)
def test_emoji_tokens_are_the_emoji_of_the_package(emoji_lists, between):
    batch = [between.join(emoji) for emoji in emoji_lists]
    assert [
        [token for token, kind in tokens if kind == "emoji"] for tokens in tokenise_texts(batch)
    ] == [[match["emoji"].replace("\ufe0f", "") for match in emoji_list(text)] for text in batch]


@given(text_batches)
@settings(max_examples=25, deadline=None)
def test_tokenising_the_tokens_changes_nothing(batch):
    tokens = tokenise_texts(batch)
    joined = [" ".join(token for token, _ in each) for each in tokens]
    assert tokenise_texts(joined) == tokens


@given(text_batches)
@settings(max_examples=25, deadline=None)
def test_no_letter_is_lost(batch):
    masked = evaluate_all("mask_references(clean_text('text'))", batch)
    tokenised = ["".join(token for token, _ in each) for each in tokenise_texts(batch)]
    assert [_squeeze(text) for text in tokenised] == [_squeeze(text) for text in masked]


@given(text_batches)
@settings(max_examples=25, deadline=None)
def test_elongations_are_counted_where_they_are_folded(batch):
    folded = evaluate_all("fold_elongations('text')", batch)
    assert evaluate_all("count_elongations('text')", folded) == [0] * len(batch)
    changed = [text != each for text, each in zip(batch, folded, strict=True)]
    counts = evaluate_all("count_elongations('text')", batch)
    assert [count > 0 for count in counts] == changed


@pytest.mark.parametrize(
    ("text", "count"),
    [("soooo goood", 2), ("SoOo", 1), ("ไไไ แแแแ", 2), ("1111 !!!!", 0), ("aa bb", 0)],
)
def test_elongations_are_counted(text, count):
    assert evaluate("count_elongations('text')", text) == count


def test_long_and_hostile_texts_pass():
    assert len(words_of("a b " * 50_000)) == 100_000
    assert words_of("a" * 100_000) == ["aa"]
    assert words_of("'" * 10_000 + "-" * 10_000 + ":" * 10_000) == []
    assert words_of("a'" * 10_000) == ["a'" * 9_999 + "a"]


def _squeeze(text: str) -> str:
    """Letters of a text, lower-cased, runs of one letter as one."""
    letters = re.sub(r"[\W\d_]", "", text.lower())
    return "".join(letter for letter, _ in itertools.groupby(letters) if letter.isalpha())
