"""Raw files made by chance, and what must be true of whatever the readers make of them."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from plumage.raw.content import RawContent
from plumage.raw.inspection import inspect_raw_file
from plumage.raw.split import SEPARATOR

DAMAGES = (
    b"\0",
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\\",
    b"",
    b"\n",
    b"\r",
    b"\r\n",
    b"}]x[{",
    b"\xef\xbb\xbf",
    b"\x1f",
    b"NaN",
    b"-",
    b"1e999",
    b"\\ud800",
    b"\x85",
    b"\xe2\x80\xa8",
    b"=1+1",
    b"{{ 1 }}",
    b"'; drop table x; --",
    b"\t",
    b"\x0b",
    b"\x1f\x8b",
    b";",
)
_BETWEEN = re.compile(rb"[\s,\[\]\x0b\x0c\x1c-\x1f]*")


@dataclass(frozen=True)
class Damaged:
    """Content of a file with the spans that chance has changed."""

    content: bytes
    damage_count: int


def damage(content: bytes, chance: random.Random, *, times: int) -> Damaged:
    """Replace a few bytes at so many places by bytes that mean something to a reader."""
    for _ in range(times):
        at, gone = chance.randrange(len(content) + 1), chance.choice((0, 0, 1, 1, 7, 90, 400))
        content = content[:at] + chance.choice(DAMAGES) + content[at + gone :]
    return Damaged(content, times)


def records_of(folder: Path, name: str, content: bytes) -> tuple[int, int]:
    """Let the readers read a file; check that they account for each byte and each record.

    Returns
    -------
    tuple of (read, kept)
        Records that the independent count finds, and those that arrive.
    """
    path, spool = folder / name, folder / "fuzz.spool"
    path.write_bytes(content)
    facts = inspect_raw_file(str(path), str(spool))
    read = int(facts["record_count"])
    if facts["problem"]:
        return 0, 0
    if facts["rejects_name"]:
        rejects = (spool / str(facts["rejects_name"])).read_text().splitlines()
        if facts["copy_name"]:
            lines = (spool / str(facts["copy_name"])).read_bytes().splitlines()
            kept = [line.split(SEPARATOR, 1) for line in lines]
        else:
            hashes = {json.loads(line)["line_md5"] for line in rejects}
            lines = (line.removesuffix(b"\r") for line in content.split(b"\n"))
            # Blank lines at the end stay; the models drop them as they do in any file.
            kept = [
                (b"", line)
                for line in lines
                if b"{" in line and hashlib.md5(line).hexdigest() not in hashes
            ]
        assert len(kept) + len(rejects) == read, content
        lost = [json.loads(line) for line in rejects]
        ranges = [(row["start_byte"], row["end_byte"]) for row in lost]
        assert ranges == sorted(ranges), content
        places = [re.fullmatch(rb"bytes (\d+)-(\d+)", place) for place, _ in kept]
        has_places = all(places) and all(row["place"].startswith("bytes ") for row in lost)
        # A CSV's header is neither kept nor rejected; between JSON records nothing says anything.
        if has_places and not name.endswith(".csv"):
            ranges += [(int(place[1]), int(place[2])) for place in places]
            whole = b"".join(RawContent(str(path)))
            # A file that is rejected whole goes with its mark; else the mark says nothing.
            has_mark = whole.startswith(b"\xef\xbb\xbf") and (0, len(whole)) not in ranges
            position = len(b"\xef\xbb\xbf") if has_mark else 0
            for start, end in sorted(ranges):
                assert start >= position or start == end, content
                assert _BETWEEN.fullmatch(whole, position, max(start, position)), content
                position = max(position, end)
            assert _BETWEEN.fullmatch(whole, position), content
        for _, record in kept:
            if not name.endswith(".csv"):
                json.loads(record)
        return read, len(kept)
    if facts["form"] == "array":
        reader = "read_json_objects(?, format = 'array', compression = ?)"
        return read, _count_rows(reader, path, facts)
    return read, read


def _count_rows(reader: str, path: Path, facts: dict[str, object]) -> int:
    escaped = re.sub(r"([\[*?])", r"[\1]", str(path))
    compression = "gzip" if facts["is_gzip"] else "uncompressed"
    with duckdb.connect() as connection:
        query = f"select count(*) from {reader}"
        return connection.execute(query, [escaped, compression]).fetchall()[0][0]


def in_another_form(content: bytes, chance: random.Random) -> bytes:
    """Now and then compress, cut off, mark or re-encode a file."""
    form = chance.randrange(12)
    if form == 0:
        return gzip.compress(content)
    if form == 1:
        packed = gzip.compress(content)
        return packed[: chance.randrange(len(packed) + 1)]
    if form == 2:
        return b"\xef\xbb\xbf" + content
    if form == 3:
        return content.replace(b"\n", b"\r\n")
    if form == 4:
        return content[: chance.randrange(len(content) + 1)]
    if form == 5:
        return content.decode(errors="replace").encode("utf-16")
    return content
