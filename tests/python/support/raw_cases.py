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
    duplicate: int = 0


_ids = count(1000)


def tweet(**fields: object) -> dict[str, object]:
    """A tweet of user 1 with an id of its own."""
    number = next(_ids)
    # An id that a test gives stands alone: its text would be believed first.
    text = {} if "id" in fields else {"id_str": str(number)}
    return {
        "id": number,
        **text,
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


def broken_lines() -> list[bytes]:
    """Lines of a length that whole ones have too, each broken in another way."""
    whole = json.dumps(tweet(note="ü" * 20), ensure_ascii=False).encode()
    half = len(whole) // 2
    return [
        whole[:half], whole[:-1], whole + b"}", whole[:-1] + b",}", whole + b"],[" + whole,
        whole[:half] + b"\xff" + whole[half:], whole[:half] + b"\0" + whole[half:],
        whole[:half] + b"\x1f" + whole[half:], whole[:-2] + b"\xc3", b"\xe2\x82" + whole,
        b"[" + whole + b"]", b"5", b'"{}"', whole.replace(b'"id"', b"'id'"),
        whole.replace(b": 1,", b": NaN,"), whole[:-1] + b"\\", b"{", whole.replace(b":", b" ", 1),
    ]  # fmt: skip


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


def plain_tweet_cases() -> list[Case]:
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
            ("user_missing",),
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


def array_of(*elements: bytes) -> bytes:
    """A JSON array of elements that may be damaged."""
    return b"[" + b", ".join(elements) + b"]"


def hidden_tweet_cases() -> list[Case]:
    """Damage of the same kinds where it hides better: in arrays, at ends, in types."""

    def new() -> bytes:
        return json.dumps(tweet()).encode()

    nested = json.dumps(tweet(retweeted_status=tweet(), quoted_status=tweet())).encode()
    nul, invalid = new().replace(b"tweet", b"a\0b", 1), new().replace(b"tweet", b"\xff\xfe", 1)
    lone, coded = (
        new().replace(b"tweet", b"\\udc00", 1),
        new().replace(b"tweet", b"\xed\xa0\x80", 1),
    )
    deep = b'{"id": 5, "text": "x", "user": ' + b"[" * 3000 + b"]" * 3000 + b"}"
    bare = gzip.compress(lines(tweet(), tweet(), tweet()))
    same = next(_ids)
    cut, control, not_json = ("cut_off",), ("control_character",), ("not_json",)
    return [
        Case("cut-last-line.jsonl", lines(tweet()) + new()[:90], 2, 1, 1, reasons=cut),
        Case("cut-in-string.json", b"[" + new() + b", " + new()[:70], 2, 1, 1, reasons=cut),
        Case("cut-after-comma.json", b"[" + new() + b", ", 1, 1),
        Case("cut-nested.json", b"[" + new() + b", " + nested[:-300], 2, 1, 1, reasons=cut),
        Case(
            "garbage-between.json",
            b"[" + new() + b" %%% " + new() + b"]",
            3,
            2,
            1,
            reasons=not_json,
        ),
        Case("garbage-behind.json", array_of(new(), new()) + b"\nEOF {", 3, 2, 1, reasons=not_json),
        Case("garbage-lines.jsonl", lines("# export", tweet(), "--", tweet()), 4, 2, 2),
        Case("nul-array.json", array_of(new(), nul, new()), 3, 2, 1, reasons=control),
        Case("nul-padded.jsonl", lines(tweet()) + b"\0" * 4096, 2, 1, 1, reasons=control),
        Case(
            "utf8-array.json", array_of(new(), invalid, new()), 3, 2, 1, reasons=("invalid_utf8",)
        ),
        Case("surrogate-array.json", array_of(new(), lone), 2, 2),
        Case("surrogate-coded.jsonl", new() + b"\n" + coded, 2, 1, 1, reasons=("invalid_utf8",)),
        Case("latin1.jsonl", new() + '\n{"id": 5, "t": "\xfc"}'.encode("latin-1"), 2, 1, 1),
        Case("utf16-be.json", array(tweet()).decode().encode("utf-16-be"), 1, 0, 1),
        Case("utf16-lines.jsonl", lines(tweet()).decode().encode("utf-16"), 1, 0, 1),
        Case("utf32.json", array(tweet()).decode().encode("utf-32"), 1, 0, 1),
        Case("crlf-array.json", array_of(new(), new()).replace(b"}, {", b"},\r\n{"), 2, 2),
        Case(
            "crlf-pretty.json", json.dumps([tweet()], indent=1).replace("\n", "\r\n").encode(), 1, 1
        ),
        Case("mac-ends.jsonl", lines(tweet(), tweet(), end="\r"), 2, 2),
        Case("deep-array.json", array_of(new(), deep, new()), 3, 2, 1),
        Case("deep-open.json", b"[" + new() + b', {"a":' * 20_000, 2, 1, 1),
        Case("open-brackets.json", b"[" * 50_000, 1, 0, 1),
        Case("open-braces.json", b"{" * 50_000, 1, 0, 1),
        Case("quotes.json", b'["' * 30_000, 2, 0, 2),
        Case("backslashes.jsonl", new() + b'\n{"a": "' + b"\\" * 50_001, 2, 1, 1),
        Case("lines-of-arrays.jsonl", array_of(new()) + b"\n" + array_of(new()), 2, 2),
        Case("two-in-a-line.jsonl", new() + new() + b"\n" + new(), 3, 3),
        Case("line-commas.jsonl", new() + b",\n" + new() + b",\n", 2, 0, 2),
        Case("wrapped.json", b'{"statuses": ' + array_of(new(), new()) + b"}", 2, 2),
        Case("error-page.json", b"<html><body>Rate limit exceeded</body></html>\n", 1, 0, 1),
        Case("error-object.json", b'{"errors": [{"code": 88, "message": "Rate limit"}]}', 1, 0, 1),
        Case("zip.json", b"PK\x03\x04" + bytes(range(200)), 1, 0, 1),
        Case("no-array-end.json", b"[" + new(), 1, 1),
        Case("only-comma.json", b"[,]", 0, 0),
        Case("blank.json", b" \n\t\r\n ", 0, 0),
        Case("gz-empty.json.gz", gzip.compress(b""), 0, 0),
        Case("gz-short.json.gz", bare[:2], 1, 0, 1, reasons=("gzip_breaks_off",)),
        Case("gz-crc.jsonl.gz", bare[:-8] + b"\0" * 8, 4, 3, 1, reasons=("gzip_damaged",)),
        Case("gz-twice.json.gz", gzip.compress(bare), 1, 0, 1),
        Case(
            "gz-garbage-behind.jsonl.gz",
            gzip.compress(lines(*(tweet() for _ in "abc"))) + b"garbage",
            4,
            3,
            1,
            reasons=("gzip_damaged",),
        ),
        Case("same-id.jsonl", lines(tweet(id=same), tweet(id=same, text="new")), 2, 1, duplicate=1),
        Case("unknown-user.jsonl", lines(tweet(user=profile(UNKNOWN_USER_ID))), 1, 1),
        Case("repeated-id.jsonl", lines('{"id": "x", ' + json.dumps(tweet(id=501))[1:]), 1, 0, 1),
        Case(
            "odd-ids.jsonl",
            lines(*(tweet(id=bad) for bad in ("１２", "0x10", "1_000", "+7", " ", "1e3", "", [7]))),
            8,
            0,
            8,
        ),
        Case(
            "odd-values.jsonl",
            lines(
                *(
                    tweet(**{key: value})
                    for key in ("text", "created_at", "entities", "retweet_count", "lang", "place")
                    for value in (None, 7, -1.5, True, [], {}, "", "{{ 1/0 }}", 2**70)
                )
            ),
            54,
            54,
        ),
        Case(
            "separators.jsonl",
            lines(json.dumps(tweet(text="\u2028\x85x"), ensure_ascii=False)),
            1,
            1,
        ),
        Case("x';drop table t;--{{ nope() }}.jsonl", lines(tweet()), 1, 1),
        Case('new\nline "q" %s .. <b>&.jsonl', lines(tweet()), 1, 1),
    ]


def tweet_cases() -> list[Case]:
    """All files of tweets."""
    return plain_tweet_cases() + hidden_tweet_cases()


def profile_cases() -> list[Case]:
    """Files of profiles; those of users 100 and up are nobody else's."""
    return [
        Case(
            "odd.jsonl",
            lines(
                profile(100, followers_count=-69, created_at="yesterday", status=5),
                profile(
                    101, screen_name="<script>alert(1)</script>", name="Robert'); drop table x"
                ),
                profile(102, status={"id": None}),
                profile("103", description="=cmd|' /C calc'!A0", location="{% raw %}"),
                profile(None),
                profile(100, description="another"),
            ),
            6,
            4,
            1,
            ("user_id_missing",),
            duplicate=1,
        ),
        Case("cut.json", array(profile(110), profile(111), profile(112))[:-20], 3, 2, 1),
        Case(
            "mentioned.json",
            array_of(
                b'{"id": 120, "screen_na',
                *[json.dumps({"x": [profile(121) | {"indices": [0, 3]}], **profile(122)}).encode()],
            ),
            2,
            1,
            1,
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
        Case("pipes.csv", b"age|id\n33|81\n34|82\n", 2, 2),
        Case("quoted-header.csv", b'"Name, given; or not","ID","AGE"\n"x, y",83,21\n', 1, 1),
        Case("semicolons-in-header.csv", b'"a;b;c;d",ID,Age\nx,84,21\n', 1, 1),
        Case("short-lines.csv", b"ID,Age\n85\n,\n86,30\n", 3, 1, 2),
        Case("open-quote.csv", b'ID,Age\n87,"21\n88,22\n', 2, 1, 1, ("unclosed_quote",)),
        Case(
            "open-among-quotes.csv",
            b'ID;Age;Note\n111;21;"never\n112;22;"closed"\n113;23;"a\nb"\n',
            3,
            2,
            1,
            ("unclosed_quote",),
        ),
        Case("stray-quote.csv", b'ID,Age\n"114"x,21\n115,22\n', 2, 1, 1, ("stray_quote",)),
        Case(
            "breaks.csv",
            b'ID,"Note,\nif any",Age\n116,"two\nlines",21\n117,"a ""b"", c",22\n118,"x\ny",z\n',
            3,
            2,
            1,
            ("age_unreadable",),
        ),
        Case(
            "breaks-crlf.csv.gz",
            gzip.compress(b'ID,Age,Note\r\n119,21,"two\r\nlines"\r\n\r\n120,22,\r\n'),
            2,
            2,
        ),
        Case("nul.csv", b"ID,Age\n8\x009,21\n90,22\n", 2, 1, 1, ("control_character",)),
        Case("formulas.csv", b"ID,Age\n=1+1,21\n91,=7\n@x,+5\n92,+25\n", 4, 1, 3),
        Case("repeats.csv", b"ID,Age\n93,21\n93,22\n", 2, 1, duplicate=1),
        Case(
            "ages.csv",
            b"ID,Age\n94,21 \n95,twenty\n96,21.5\n97,-1\n98,NaN\n99,\n100,1e2\n101,0x15\n",
            8,
            2,
            6,
            ("age_missing", "age_unreadable"),
        ),
    ]


def write_cases(folder: Path, input_name: str, cases: list[Case]) -> None:
    for case in cases:
        (folder / f"{input_name}-{case.name}").write_bytes(case.content)


def write_sound_files(folder: Path, change: Callable[[str, bytes], bytes] | None = None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sound_files().items():
        (folder / name).write_bytes(change(name, content) if change else content)
