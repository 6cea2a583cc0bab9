"""Pages are written whole or not at all, and where ``plumage forget`` finds them again."""

from __future__ import annotations

from pathlib import Path

from plumage.core.errors import PlumageError
from plumage.core.files import write_whole
from plumage.core.paths import PAGES, ROOT

MOST_BYTES = 5_000_000
"""Of a page: what a telephone opens and a mail carries."""


def write_page(page: str, output: Path, *, remedy: str) -> None:
    """Put the page in its place, whole or not at all.

    Parameters
    ----------
    page : str
        HTML.
    output : pathlib.Path
        Where to; its folder must be there.
    remedy : str
        What makes the page smaller, for the message when it is too large.

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
    if not output.parent.is_dir():
        raise PlumageError(f"there is no folder {output.parent}: make it, or choose another")
    if output.is_dir():
        raise PlumageError(f"{output} is a folder: name a file")
    write_whole(content, output)


def is_known_to_forget(output: Path) -> bool:
    """Whether ``plumage forget`` would remove a page.

    Parameters
    ----------
    output : pathlib.Path
        The page.

    Returns
    -------
    bool
        True when it matches ``PAGES``.
    """
    return any(output.resolve() in map(Path.resolve, ROOT.glob(kind)) for kind in PAGES)
