"""The emoji function against the emoji package itself."""

import duckdb
import pyarrow as pa
import pytest
from emoji import emoji_list
from emoji.unicode_codes import EMOJI_DATA
from hypothesis import given, settings
from hypothesis import strategies as st

from plumage.udf import emoji as emoji_function
from plumage.udf.emoji import (
    MAX_LISTED_CHARACTERS,
    TEXT_BY_DEFAULT,
    list_emoji,
    list_emoji_of_texts,
)
from support.sql_text import render

HARD_TEXTS = [
    "👍🏽👍🏿👍",
    "🇹🇭🇩🇪🇹",
    "🇽🇽 🇦🇧🇨",
    "1️⃣2️⃣#️⃣*️⃣ 10 #1 *",
    "1⃣ 1\ufe0f",
    "👩🏽‍🚀 👨‍👩‍👧‍👦 👩‍❤️‍💋‍👨 🏳️‍🌈 🏴‍☠️ 👁️‍🗨️",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁥 🏴",
    "❤ ❤️ ❤︎ ❤️‍🔥 ♥",
    "👨‍👩🏿‍👧🏻‍👦🏾",
    "💀🏽 🏽 a🏽",
    "‍ 👍‍ ‍👍 👍‍a",
    "© ® ™ ‼ ⁉ ℹ ㊗ Ⓜ 〰",
    "©️ ™️ ⌚︎ 😂︎ ☝︎ ☝🏽︎",
    "😂" * 500,
    "é ü ß 日本 مرحبا ไทย ★ ♫ ツ",
    "\ufe0f\ufe0e\u200d\u20e3",
    "",
    " ",
]

emoji_parts = st.one_of(
    st.sampled_from(sorted({character for emoji in EMOJI_DATA for character in emoji})),
    st.sampled_from(["\u200d", "\ufe0f", "\ufe0e", "\u20e3", "🏽", "🏴", "🇹", "a", "1", "#", " "]),
    st.sampled_from(sorted(EMOJI_DATA)),
    st.characters(exclude_categories=["Cs"]),
)


def _list_emoji_by_package(text: str) -> list[str]:
    """Emoji of the package, but for single characters that print as text."""
    found = [(match["emoji"], text[match["match_end"] :]) for match in emoji_list(text)]
    return [
        emoji
        for emoji, rest in found
        if len(emoji) > 1 or (f"{emoji}\ufe0f" not in QUALIFIED and rest[:1] != "\ufe0e")
    ]


QUALIFIED = {emoji for emoji, facts in EMOJI_DATA.items() if facts["status"] == 2}
"""Emoji as Unicode wants them written: with U+FE0F where they print as text without it."""


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_hard_texts_agree_with_the_package(text):
    assert list_emoji(text) == _list_emoji_by_package(text)


def test_every_emoji_of_the_database_is_found_whole_unless_it_prints_as_text():
    assert {emoji for emoji in EMOJI_DATA if list_emoji(emoji) != [emoji]} == TEXT_BY_DEFAULT
    assert {emoji for emoji in EMOJI_DATA if list_emoji(emoji) == []} == TEXT_BY_DEFAULT


def test_what_prints_as_text_is_no_emoji():
    assert len(TEXT_BY_DEFAULT) > 200
    for character in TEXT_BY_DEFAULT:
        texts = (f"a {character} b", f"{character}\ufe0e", f"{character}\ufe0f")
        assert [list_emoji(text) for text in texts] == [[], [], [f"{character}\ufe0f"]]
    assert list_emoji("#1 of 10: © 2014 Acme™, ⌚︎ 😂︎") == []


def test_unicode_itself_says_what_prints_as_text():
    """The flags of a few characters in emoji-data.txt: Emoji_Presentation is No, then Yes."""
    assert set("©®™ℹ↔☀☎☺♀♠♥✂✈✉✌❤➡㊗🅰🌡🏳🕊🛡") <= TEXT_BY_DEFAULT
    assert TEXT_BY_DEFAULT.isdisjoint("⌚⏰☔♈⚓⚡⛄✅✊✨❌➕⭐🀄😂👍💔🔥🥰")


@given(st.lists(emoji_parts, max_size=8).map("".join))
@settings(max_examples=500, deadline=None)
def test_any_text_agrees_with_the_package(text):
    assert list_emoji(text) == _list_emoji_by_package(text)


def test_batches_keep_order_nulls_and_emptiness():
    texts = pa.chunked_array([["a😂", None], ["", "👍🏽👍🏽"]])
    assert list_emoji_of_texts(texts).to_pylist() == [["😂"], None, [], ["👍🏽", "👍🏽"]]
    assert list_emoji_of_texts(pa.array([], pa.string())).to_pylist() == []


def test_sql_gets_what_python_gives():
    connection = duckdb.connect()
    emoji_function.register(connection)
    texts = [*HARD_TEXTS, None] * 300
    rows = connection.execute(
        "select plumage_emoji(text) from (select unnest(?) as text)", [texts]
    ).fetchall()
    assert [row[0] for row in rows] == [list_emoji(text) for text in texts]


def list_emoji_in_sql(texts: list[str | None], connection: duckdb.DuckDBPyConnection) -> list:
    """Answers of the macro `list_emoji` through a connection that knows `plumage_emoji`."""
    emoji_of_text = render("list_emoji('text')")
    query = f"select {emoji_of_text} from (select unnest(?) as text)"
    return [row[0] for row in connection.execute(query, [texts]).fetchall()]


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        emoji_function.register(connection)
        yield connection


def test_the_macro_gives_what_the_package_gives(connection):
    long = "a" * MAX_LISTED_CHARACTERS + "😂"
    texts = [*EMOJI_DATA, *map(chr, range(0x20, 0xD800)), *map(chr, range(0xE000, 0x20000))]
    texts += [f"a{emoji}{emoji}1{emoji}\n" for emoji in EMOJI_DATA]
    texts += [*HARD_TEXTS, long, long[1:], None]
    expected = [*map(_list_emoji_by_package, texts[:-3]), [], ["😂"], None]
    assert list_emoji_in_sql(texts, connection) == expected


@given(st.lists(st.lists(emoji_parts, max_size=8).map("".join), min_size=50, max_size=50))
@settings(max_examples=30, deadline=None)
def test_any_text_has_in_sql_the_emoji_of_the_package(texts):
    with duckdb.connect() as connection:
        emoji_function.register(connection)
        found = list_emoji_in_sql(texts, connection)
    assert found == [_list_emoji_by_package(text) for text in texts]


def test_single_characters_are_answered_without_the_package():
    """Else the macro would be right, and slow."""
    singles = [emoji for emoji in EMOJI_DATA if len(emoji) == 1]
    with duckdb.connect() as connection:
        connection.execute("create macro plumage_emoji(text) as ['asked']")
        answered = list_emoji_in_sql([f"so {emoji}" for emoji in singles], connection)
    asked = [emoji for emoji, found in zip(singles, answered, strict=True) if found == ["asked"]]
    assert sorted(asked) == ["🏻", "🏼", "🏽", "🏾", "🏿"]
