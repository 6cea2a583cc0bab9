"""A summary for people without time: question, answer, picture, key figures, limits, next step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

from plumage.pages.story.blocks import Column, Html, bullets, joined, paragraph, table
from plumage.pages.story.results import Row


class Summary(NamedTuple):
    """What a page says of a milestone; texts are markup with bound numbers."""

    question: str
    answer: str
    picture: Html
    caption: str
    rows: Sequence[Row]
    columns: Sequence[Column]
    limits: Sequence[str]
    next_step: str
    more: Html = Html()

    def html(self) -> Html:
        """Lay out as a section of the page."""
        return joined(
            paragraph(self.question, kind="note"),
            paragraph(self.answer, kind="lead"),
            self.picture,
            table(self.rows, self.columns, self.caption),
            Html("<h3>What it does not show</h3>"),
            bullets(self.limits),
            paragraph(f"<strong>Next step:</strong> {self.next_step}"),
            self.more,
        )

    def markdown(self, heading: str) -> str:
        """Write as Markdown; the table stands for the picture."""
        cells = [
            [row[one.name].text(one.form if isinstance(one.form, str) else one.form(row))
             for one in self.columns]
            for row in self.rows
        ]  # fmt: skip
        lines = [[one.heading for one in self.columns], ["---"] * len(self.columns), *cells]
        shown = "\n".join("| " + " | ".join(line) + " |" for line in lines)
        limits = "\n".join(f"- {plain(one)}" for one in self.limits if one)
        return (
            f"## {heading}\n\n**Question.** {plain(self.question)}\n\n**Answer.** "
            f"{plain(self.answer)}\n\n{plain(self.caption)}\n\n{shown}\n\n"
            f"**What it does not show.**\n\n{limits}\n\n**Next step.** {plain(self.next_step)}\n"
        )


def plain(markup: str) -> str:
    """Take the tags out of markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())
