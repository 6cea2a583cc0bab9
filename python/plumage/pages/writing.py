"""Pages are written whole or not at all, and where ``plumage forget`` finds them again."""

from __future__ import annotations

from pathlib import Path

from plumage.core.errors import PlumageError
from plumage.core.files import write_whole
from plumage.core.paths import PAGE_MARK
from plumage.core.tracking import check_output_place

MOST_BYTES = 5_000_000
"""Of a page: what a telephone opens and a mail carries."""


def check_page_place(output: Path) -> None:
    """Stop before a page takes another file's place; an earlier page of Plumage is replaced.

    Parameters
    ----------
    output : pathlib.Path
        Where the page shall be.

    Raises
    ------
    PlumageError
        As from ``check_output_place``.
    """
    check_output_place(output, option=f"--output {output}", ending=".html", mark=PAGE_MARK)


def write_page(page: str, output: Path, *, remedy: str, is_of_results: bool = True) -> None:
    """Put the page in its place, whole or not at all.

    Parameters
    ----------
    page : str
        HTML.
    output : pathlib.Path
        Where to; its folder must be there.
    remedy : str
        What makes the page smaller, for the message when it is too large.
    is_of_results : bool
        Whether it holds results, and not only what the project's code says of itself.

    Raises
    ------
    PlumageError
        If it is too large or cannot be written; an earlier page stays then.
    """
    content = page.encode()
    if len(content) > MOST_BYTES:
        raise PlumageError(
            f"the page would have {len(content):,} bytes, above the {MOST_BYTES:,} of a page that "
            f"opens everywhere: {remedy}"
        )
    if is_of_results:
        check_page_place(output)
    write_whole(content, output)
