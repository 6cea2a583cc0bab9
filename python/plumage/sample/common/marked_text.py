"""A text in the making that remembers where its hashtags, links and mentions stand."""

from __future__ import annotations

from typing import Any

from plumage.sample.twitter.accounts import Account
from plumage.sample.twitter.records import short_link, url_entity


class Text:
    """A text in the making: pieces, and where hashtags, links and mentions stand in it."""

    __slots__ = ("entities", "length", "pieces")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.entities: dict[str, Any] = {
            "urls": [], "user_mentions": [], "symbols": [], "hashtags": [],
        }  # fmt: skip

    def add(self, piece: str) -> int:
        """Append a piece behind a space, and say where it starts."""
        if self.pieces:
            self.pieces.append(" ")
            self.length += 1
        start = self.length
        self.pieces.append(piece)
        self.length += len(piece)
        return start

    def mention(self, account: Account, before: str = "", after: str = "") -> None:
        """Append @handle."""
        start = self.add(f"{before}@{account.handle}{after}") + len(before)
        self.entities["user_mentions"].append(
            {
                "id": account.account_id,
                "screen_name": account.handle,
                "id_str": str(account.account_id),
                "name": account.name,
                "indices": [start, start + len(account.handle) + 1],
            }
        )

    def tag(self, word: str) -> None:
        """Append #word."""
        start = self.add(f"#{word}")
        self.entities["hashtags"].append({"indices": [start, start + len(word) + 1], "text": word})

    def link(self, number: int) -> None:
        """Append a link."""
        address = short_link(number)
        self.entities["urls"].append(url_entity(address, self.add(address)))

    def picture(self, number: int) -> None:
        """Append a link to a picture of its own."""
        address = short_link(number)
        entity = url_entity(address, self.add(address)) | {"type": "photo", "id": number}
        self.entities["media"] = [entity]

    def cut(self, limit: int) -> str:
        """Give the text, cut as the network cuts retweets; entities cut off stand at its end."""
        text = "".join(self.pieces)
        if len(text) <= limit:
            return text
        for group in self.entities.values():
            for entity in group:
                start, end = entity["indices"]
                if end >= limit:
                    entity["indices"] = [min(start, limit - 1), limit]
        return text[: limit - 1] + "…"
