"""Raw files of many kinds of damage, with the count of records that each must give."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

# Users 1 to 9 have a profile in `write_sound_files`; user 77 tweets without one.
KNOWN_USER_ID = 1
UNKNOWN_USER_ID = 77


@dataclass(frozen=True)
class Case:
    """One raw file and what must become of its records.

    `read` = `kept` + `rejected` + `duplicate`, for tweets or labels or whatever the file holds.
    """

    name: str
    content: bytes
    read: int
    kept: int
    rejected: int = 0
    reasons: tuple[str, ...] = ()


_ids = count(1000)


def tweet(**fields: object) -> dict[str, object]:
    """A tweet of user 1 with an id of its own."""
    number = next(_ids)
    return {
        "id": number,
        "id_str": str(number),
        "text": f'tweet {number} says "hi", {{or [so]}}',
        "created_at": "Fri Sep 26 16:49:37 +0000 2014",
        "user": profile(KNOWN_USER_ID),
        "entities": {"user_mentions": [{"id": 5, "screen_name": "ann", "indices": [0, 3]}]},
    } | fields


def profile(user_id: int, **fields: object) -> dict[str, object]:
    return {"id": user_id, "screen_name": f"user{user_id}", "statuses_count": 3} | fields


def lines(*records: object, end: str = "\n") -> bytes:
    """Newline JSON; texts stand for lines that are no JSON."""
    texts = [record if isinstance(record, str) else json.dumps(record) for record in records]
    return "".join(text + end for text in texts).encode()


def array(*records: object) -> bytes:
    return json.dumps(records).encode()


def broken_array() -> bytes:
    """Four tweets, the second of which lacks a quote."""
    parts = [json.dumps(tweet()) for _ in range(4)]
    parts[1] = parts[1].replace('"text"', '"text', 1)
    return f"[{', '.join(parts)}]".encode()


def sound_files() -> dict[str, bytes]:
    """The four required inputs, all well."""
    return {
        "age_profiles.json": array(*(profile(user_id) for user_id in range(1, 10))),
        "age_tweets.json": array(*(tweet(user=profile(user_id)) for user_id in range(1, 10))),
        "ages_train.csv": b"ID,Age\n1,21\n2,34\n",
        "ages_test.csv": b"3\n4\n",
    }


def tweet_cases() -> list[Case]:
    """Files of tweets, each damaged in one way."""
    utf_8, nul = b'{"id": 5, "text": "\xff"}\n', b'{"id": 5, "text": "a\0b"}\n'
    cut = json.dumps(tweet())[:60]
    many = lines(*(tweet() for _ in range(40)))
    return [
        Case("broken-line.jsonl", lines(tweet(), cut, tweet()), 3, 2, 1, ("cut_off",)),
        Case("cut-array.json", array(tweet(), tweet(), tweet())[:-60], 3, 2, 1, ("cut_off",)),
        Case("broken-array.json", broken_array(), 4, 3, 1, ("not_json",)),
        Case("two-arrays.json", array(tweet()) + array(tweet()), 2, 2),
        Case("scalars.json", array(tweet(), 5, None, "x", [1], tweet()), 6, 2, 4),
        Case("bom.jsonl", b"\xef\xbb\xbf" + lines(tweet(), tweet()), 2, 2),
        Case("bom-array.json", b"\xef\xbb\xbf" + array(tweet(), tweet()), 2, 2),
        Case("crlf.jsonl", lines(tweet(), tweet(), end="\r\n"), 2, 2),
        Case("mixed-ends.jsonl", lines(tweet(), end="\r\n") + lines(tweet()), 2, 2),
        Case("blank-lines.jsonl", b"\n \n" + lines(tweet()) + b"\n\t\n" + lines(tweet()), 2, 2),
        Case("empty.json", b"", 0, 0),
        Case("empty-array.json", b" [ ]\n", 0, 0),
        Case("only-bom.json", b"\xef\xbb\xbf", 0, 0),
        Case("gz.json.gz", gzip.compress(array(tweet(), tweet())), 2, 2),
        Case("gz-lines.jsonl.gz", gzip.compress(lines(tweet(), tweet())), 2, 2),
        Case("gz-unsaid.json", gzip.compress(lines(tweet(), tweet())), 2, 2),
        Case("gz-untrue.json.gz", array(tweet(), tweet()), 2, 2),
        Case(
            "gz-members.jsonl.gz", gzip.compress(lines(tweet())) * 1 + gzip.compress(many), 41, 41
        ),
        Case("pretty.json", json.dumps([tweet(), tweet()], indent=2).encode(), 2, 2),
        Case("stream.json", b"\n".join(json.dumps(tweet(), indent=1).encode() for _ in "ab"), 2, 2),
        Case("utf8.jsonl", lines(tweet()) + utf_8 + lines(tweet()), 3, 2, 1, ("invalid_utf8",)),
        Case("nul.jsonl", lines(tweet()) + nul + lines(tweet()), 3, 2, 1, ("control_character",)),
        Case("utf16.json", array(tweet(), tweet()).decode().encode("utf-16"), 1, 0, 1, ("utf_16",)),
        Case(
            "surrogate.jsonl",
            lines(tweet(), '{"id": 5, "text": "\\ud83d"}', tweet(text="\U0001f600")),
            3,
            2,
            1,
            ("lone_surrogate",),
        ),
        Case("nan.jsonl", lines(tweet(), '{"id": NaN}'), 2, 1, 1, ("number_not_json",)),
        Case("comma.jsonl", lines(tweet(), '{"id": 5,}'), 2, 1, 1, ("not_json",)),
        Case("deep.jsonl", lines(tweet(), "[" * 5000 + "]" * 5000), 2, 1, 1, ("nested_too_deep",)),
        Case("big.jsonl", lines(tweet(junk="x" * 9_000_000), tweet()), 2, 2),
        Case("notebook.json", json.dumps({"cells": [tweet()]}, indent=1).encode(), 1, 0, 1),
        Case("binary.json", bytes(range(256)) * 9, 1, 0, 1),
        Case("it's ü [x] *.json", array(tweet(), tweet()), 2, 2),
        Case("repeated-key.jsonl", lines(json.dumps(tweet())[:-1] + ', "user": null}'), 1, 1),
        Case(
            "ids.jsonl",
            lines(
                tweet(id="123456789012"),
                tweet(id=2**63 - 1),
                tweet(id=2**53 + 1),
                *(tweet(id=bad) for bad in (1.0e17, 1.5, 2**63, -5, 0, True, {"a": 1}, "x")),
            ),
            11,
            3,
            8,
            ("tweet_id_unreadable",),
        ),
        Case("no-id.jsonl", lines(tweet(id=None), tweet()), 2, 1, 1, ("tweet_id_missing",)),
        Case(
            "users.jsonl",
            lines(tweet(user=None), tweet(user=5), tweet(user=[]), tweet(user={}), tweet()),
            5,
            1,
            4,
            ("user_missing",),
        ),
    ]


def label_cases() -> list[Case]:
    """Files of labels, each written in another way."""
    text = '"id";"AGE"\n"11";"21 "\n12;twenty\n13;21.5\n14;-1\n15;NaN\n16;\n;3\n 18 ; 30\n19;21.0\n'
    reasons = ("age_missing", "age_unreadable", "user_id_unreadable")
    return [
        Case("semicolons.csv", text.encode(), 9, 4, 5, reasons),
        Case("crlf.csv", b"ID,Age\r\n21,22\r\n\r\n22,21\r\n", 2, 2),
        Case("bom.csv", b"\xef\xbb\xbfID,Age\n31,22\n3\xff,3\n", 2, 1, 1, ("invalid_utf8",)),
        Case("extra.csv", b'Name,Age,User ID\n"Smith, John",33,41\n', 1, 1),
        Case("wide.csv", b'ID,Age,,\n61,21,5\n62,22,\n63,23, ,""\n', 3, 2, 1, ("too_many_cells",)),
        Case("decimal.csv", b"ID,Age\r\n71,21,5\r\n72,22,\r\n", 2, 1, 1, ("too_many_cells",)),
        Case("tabs.csv.gz", gzip.compress(b"ID\tAge\n51\t44\n"), 1, 1),
        Case("only-header.csv", b"ID,Age\n", 0, 0),
    ]


def write_cases(folder: Path, input_name: str, cases: list[Case]) -> None:
    for case in cases:
        (folder / f"{input_name}-{case.name}").write_bytes(case.content)


def write_sound_files(folder: Path, change: Callable[[str, bytes], bytes] | None = None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sound_files().items():
        (folder / name).write_bytes(change(name, content) if change else content)
