"""Whatever a text says: tokens and scores keep their promises, in time that grows as the text."""

from __future__ import annotations

import ast
import math
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumage.udf.emoji import MAX_LISTED_CHARACTERS, list_emoji
from plumage.udf.sentiment import MAX_SCORED_CHARACTERS, score_text
from support.ledger import trying
from support.places import ROOT
from support.sql_text import evaluate_all, tokenise_texts

HOSTILE_TEXTS = (
    "'; drop table tweets; --",
    "{{ env_var('HOME') }} {% raw %}",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "\\'); select 1; --",
    "$name {0} %s %n",
    "\u202egnirts\u202c",
    "a\u0300" * 99,
    "\ufeff\u200b\u2060",
    "😀\u200d" * 40,
    "@" * 500,
    "RT @a: " * 50,
    "http://" * 80,
    "\x01\x02",
    "𝕬" * 40,
    "&amp;" * 60,
    "&#x26;lt;",
    '"@a: ' * 60,
    ":(" * 90,
    "¯\\_(ツ)_/¯" * 20,
    "🏴\U000e0067" * 30,
)
REPEATED = (
    "a",
    "aaab ",
    "@",
    "@a ",
    '"@a:',
    "“@a ",
    "RT ",
    "http://",
    "a.",
    "a-",
    "#",
    "_",
    ":)",
    "(",
    "1.",
    "1,",
    "&amp;",
    "😀\u200d",
    "é",
    "<",
    "\\",
    "D:",
    ". ",
    "\n",
    "'",
    "^_",
    "¯\\_(",
    "but good ",
    "never so good ",
    "🇩",
    "1\u20e3",
    '{"',
    ' "',
    "\t",
    "=",
    "a=",
    "] ",
    "[[",
    "\\\\",
)
MACROS = (
    "clean_text('text')",
    "mask_references('text')",
    "drop_quoted_words('text')",
    "tokenise('text')",
    "fold_elongations('text')",
    "count_elongations('text')",
    "count_emoticons('text')",
    "drop_references('text')",
    "own_text('text', 'false')",
)
SIZES = (15_000, 60_000)

texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(HOSTILE_TEXTS),
    st.lists(st.sampled_from(REPEATED), max_size=12).map("".join),
    st.builds(lambda part, times: part * times, st.sampled_from(REPEATED), st.integers(0, 60)),
).map(lambda text: text.encode(errors="replace").decode().replace("\0", ""))


def keep_promises(batch: list[str]) -> None:
    for text, tokens in zip(batch, tokenise_texts(batch), strict=True):
        assert all(token and token.strip() for token, _ in tokens), text
        assert sum(len(token) for token, _ in tokens) <= 8 * len(text) + 8, text
        scores = score_text(text)
        assert all(math.isfinite(score) for score in scores.values()), text
        assert -1 <= scores["compound"] <= 1
        assert all(0 <= scores[name] <= 1 for name in ("negative", "neutral", "positive"))
        assert sum(map(len, list_emoji(text))) <= len(text)
    # Cleaning what is clean changes nothing, and so does masking.
    masked = evaluate_all("mask_references(clean_text('text'))", batch)
    assert evaluate_all("mask_references('text')", masked) == masked


@settings(max_examples=10, deadline=None)
@given(st.lists(texts, max_size=20))
def test_tokens_and_scores_of_any_text_keep_their_promises(batch):
    keep_promises([*batch, *HOSTILE_TEXTS])


@pytest.mark.verify
@pytest.mark.trust
def test_tokens_and_scores_of_many_texts_keep_their_promises():
    with trying("fuzzing", "texts by hypothesis through tokeniser and UDFs", tried=0) as row:

        @settings(max_examples=300, deadline=None)
        @given(st.lists(texts, min_size=1, max_size=20))
        def try_batch(batch):
            keep_promises(batch)
            row.tried += len(batch)

        try_batch()
        row.outcome = "tokens never empty, scores in range, masking idempotent"


def seconds(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started


def assert_linear(name: str, call: Callable[[int], object]) -> None:
    """Fourfold text, at most some fourfold time: a square would take sixteenfold.

    A busy machine can slow one measurement down, but not the least of three.
    """
    least = dict.fromkeys(SIZES, math.inf)
    for _ in range(3):
        for size in SIZES:
            least[size] = min(least[size], seconds(lambda size=size: call(size)))
        small, large = least.values()
        if large < 9 * max(small, 0.02):
            return
    raise AssertionError(f"{name}: {small:.2f} s, then {large:.2f} s")


@pytest.mark.verify
@pytest.mark.trust
@pytest.mark.parametrize("macro", MACROS)
def test_time_of_text_macros_grows_as_the_text(macro):
    with trying("hostile content", f"repetitions through {macro}", tried=len(REPEATED)) as row:
        evaluate_all(macro, ["warm up"])
        for part in REPEATED:
            assert_linear(
                f"{macro} of {part!r}",
                lambda size, part=part: evaluate_all(macro, [(part * size)[:size]]),
            )
        row.outcome = "time grows as the text"


@pytest.mark.verify
@pytest.mark.trust
@pytest.mark.parametrize("function", [score_text, list_emoji])
def test_time_of_udfs_grows_as_the_text(function):
    name = function.__name__
    with trying("hostile content", f"repetitions through {name}", tried=len(REPEATED)) as row:
        function("warm up")
        for part in REPEATED:
            assert_linear(
                f"{name} of {part!r}", lambda size, part=part: function((part * size)[:size])
            )
        row.outcome = "time grows as the text"


def test_of_an_endless_text_the_beginning_counts():
    text = "but never so good " * 5000
    assert score_text(text) == score_text(text[:MAX_SCORED_CHARACTERS])
    text = "😀\u200d" * 50_000
    assert list_emoji(text) == list_emoji(text[:MAX_LISTED_CHARACTERS])


def python_patterns() -> Iterator[tuple[str, str | bytes]]:
    """Every regular expression that a module of the package writes as a constant."""
    for path in sorted((ROOT / "python").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr != "escape"
                and isinstance(node.args[0], ast.Constant)
            ):
                yield f"{Path(path).name}:{node.lineno}", node.args[0].value


@pytest.mark.verify
@pytest.mark.trust
def test_time_of_python_patterns_grows_as_the_text():
    patterns = list(python_patterns())
    assert len(patterns) > 10
    with trying("hostile content", "repetitions through Python's patterns", tried=0) as row:
        for name, pattern in patterns:
            for part in REPEATED:
                text = part if isinstance(pattern, str) else part.encode()
                # One match from the start: a search may begin anywhere, so it squares what a
                # match costs; what is searched is bounded by lines or records.
                assert_linear(
                    f"{name} on {part!r}",
                    lambda size, pattern=pattern, text=text: re.match(
                        pattern, (text * size)[:size], re.DOTALL
                    ),
                )
                row.tried += 1
        row.outcome = f"{len(patterns)} patterns: time grows as the text"
