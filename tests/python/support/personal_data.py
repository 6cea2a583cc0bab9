"""What raw files tell of who somebody is, and a search for it in what was made of them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class PersonalData:
    """Words of raw files that no pseudonymised table may hold."""

    ids: frozenset[str]
    handles: frozenset[str]
    names: frozenset[str]

    def words_in(self, text: str) -> list[str]:
        """Find ids and handles that stand in a text as words."""
        return sorted(set(re.findall(r"\w+", text)) & (self.ids | self.handles))

    def found_in(self, text: str) -> list[str]:
        """Find ids, handles, names, links and mentions in a text."""
        return [
            *self.words_in(text),
            *(name for name in sorted(self.names) if name in text),
            *re.findall(r"https?://\w+", text),
            *re.findall(r"@(?!user\b)\w{2,}", text),
        ]

    def found_in_bytes(self, data: bytes) -> list[str]:
        """Find handles in a file's bytes.

        Without blanks between them, short words of a dictionary can look like a handle: only those
        with a digit or an underscore are searched for.
        """
        marked = (handle for handle in sorted(self.handles) if re.search("[0-9_]", handle))
        return [handle for handle in marked if handle.encode() in data]


def personal_data(raw: Path) -> PersonalData:
    """Read it from the raw files that `plumage.sample` wrote."""
    tweets = json.loads((raw / "age_tweets.json").read_text())
    accounts = [tweet["user"] for tweet in tweets]
    for name in ("age_profiles", "friend_profiles", "mention_profiles"):
        accounts += json.loads((raw / f"{name}.json").read_text())
    # What people wrote stays: a band's name in a tweet, a handle that is a hashtag too.
    written = "\n".join([*(t["text"] for t in tweets), *(a["description"] for a in accounts)])
    hashtags = " ".join(re.findall(r"#(\w+)", written)).lower()
    handles = {a["screen_name"] for a in accounts if len(a["screen_name"]) > 7}
    names = {a["name"] for a in accounts if " " in a["name"]}
    names |= {a["location"] for a in accounts if "," in a["location"]}
    found = PersonalData(
        ids=frozenset(str(account["id"]) for account in accounts),
        handles=frozenset(handle for handle in handles if handle.lower() not in hashtags),
        names=frozenset(name for name in names if name not in written),
    )
    assert min(len(found.ids), len(found.handles), len(found.names)) > 300
    return found
