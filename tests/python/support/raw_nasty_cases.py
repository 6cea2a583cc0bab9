"""Raw files of tweets that are nasty in ways of their own: tried by hand once, kept since."""

from __future__ import annotations

import gzip
import json

from support.raw_cases import Case, array, array_of, broken_lines, lines, tweet


def new(**fields: object) -> bytes:
    """A tweet as JSON."""
    return json.dumps(tweet(**fields)).encode()


def deep(levels: int) -> bytes:
    """A tweet with a list within so many others."""
    return new()[:-1] + b', "x": ' + b"[" * levels + b"]" * levels + b"}"


def nasty_tweet_cases() -> list[Case]:
    """Files of tweets, with what becomes of each."""
    mark = b"\xef\xbb\xbf"
    not_json = ("not_json",)
    large_numbers = [new(in_reply_to_status_id=10**30) for _ in "ab"]
    broken = broken_lines()
    among_others = b"".join(line + b"\n" + new() + b"\n" for line in broken * 2)
    utf_16_lines = lines(tweet(), tweet()).decode().encode("utf-16-le")
    return [
        # Marks of encodings where none belongs.
        Case("bom-in-the-middle.jsonl", new() + b"\n" + mark + new() + b"\n", 2, 1, 1, not_json),
        Case("bom-in-the-array.json", array_of(new(), mark + new(), new()), 4, 3, 1, not_json),
        Case("bom-twice.jsonl", mark * 2 + lines(tweet(), tweet()), 2, 1, 1, not_json),
        Case("utf16-without-mark.jsonl", utf_16_lines, 1, 0, 1, ("utf_16",)),
        Case("utf32.jsonl", new().decode().encode("utf-32"), 1, 0, 1, ("utf_32",)),
        Case("record-separators.jsonl", b"\x1e" + new() + b"\n\x1e" + new() + b"\n", 4, 2, 2),
        # Arrays that nearly are.
        Case("comma-at-the-end.json", b"[" + new() + b", " + new() + b",]", 2, 2),
        Case("commas.json", b"[," + new() + b",, " + new() + b"]", 2, 2),
        Case("no-commas.json", b"[" + new() + b" " + new() + b"]", 2, 2),
        Case("three-arrays.json", b"\n".join(array(tweet(), tweet()) for _ in "abc"), 6, 6),
        Case("array-in-array.json", b"[" + array(tweet(), tweet()) + b"]", 4, 2, 2),
        Case("comments.json", b"[" + new() + b", /* new */ " + new() + b"]", 3, 2, 1, not_json),
        Case("script.json", b"callback([" + new() + b"]);", 3, 1, 2),
        Case("python.json", repr([tweet(), tweet()]).encode(), 1, 0, 1, ("python_repr",)),
        # Numbers and depth at the edge of what parsers take.
        Case("large-number-array.json", array_of(*large_numbers, new()), 3, 3),
        # Its id is read from its text.
        Case("exponents.jsonl", new().replace(b'"id": 1', b'"id": 1e3, "x": 1', 1), 1, 1),
        Case(
            "too-large.jsonl", new() + b'\n{"id": 5, "x": 1e999}\n', 2, 1, 1, ("number_too_large",)
        ),
        Case("deep-200.jsonl", deep(200) + b"\n" + new(), 2, 2),
        Case("deep-1000-array.json", array_of(deep(1000), new()), 2, 2),
        # What a string may hold.
        Case("escaped-nul.jsonl", lines(tweet(text="a\0b", source="\0"), tweet()), 2, 2),
        Case("escaped-key.jsonl", new().replace(b'"user"', b'"\\u0075ser"') + b"\n", 1, 1),
        Case("separator-in-text.json", array(tweet(text='}, {"id": 1'), tweet(), tweet()), 3, 3),
        # Lines between which others stand.
        Case("only-blanks-between.jsonl", new() + b"\n" + b" " * 3_000_000 + b"\n" + new(), 2, 2),
        Case("mixed-damage.jsonl", new() + b"\r\n" + b"x\r\n\n" + new() + b"\n\r", 3, 2, 1),
        Case(
            "damaged-crlf.jsonl", lines(tweet(), "x", tweet(), "y", end="\r\n"), 4, 2, 2, not_json
        ),
        Case(
            "damage-of-all-kinds.jsonl",
            among_others,
            len(broken) * 4,
            # A list with one tweet is read, both times.
            len(broken) * 2 + 1,
            len(broken) * 2 - 2,
            duplicate=1,
        ),
        Case("damage-first.jsonl", lines("x", "", "y", tweet(), "z", tweet()), 5, 2, 3, not_json),
        Case(
            "damaged-places.jsonl", lines("x", tweet(), "y", "z", tweet(id=None), tweet()), 6, 2, 4
        ),
        Case("damaged-gz.jsonl.gz", gzip.compress(lines(tweet(), "x", tweet())), 3, 2, 1, not_json),
        Case("damaged-gz.json.gz", gzip.compress(array_of(new(), b"{x}", new())), 3, 2, 1),
    ]
