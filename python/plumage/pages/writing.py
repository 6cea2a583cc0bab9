"""Pages are written whole or not at all, and where ``plumage forget`` finds them again."""

from __future__ import annotations

from pathlib import Path

from plumage.core.errors import PlumageError
from plumage.core.files import said_plainly, write_whole
from plumage.core.paths import PAGE_MARK, PAGES, ROOT
from plumage.core.tracking import check_data_folders, check_untracked

MOST_BYTES = 5_000_000
"""Of a page: what a telephone opens and a mail carries."""


HEAD_BYTES = 4096
"""Of a page, where the mark stands."""


def check_page_place(output: Path) -> None:
    """Stop before a page takes the place of another file, or is where git would track it.

    Parameters
    ----------
    output : pathlib.Path
        Where the page shall be.

    Raises
    ------
    PlumageError
        If its name does not end in ``.html``, something else than a page of Plumage is there, or
        the place is among the raw files or the project's own.
    """
    if output.is_dir():
        raise PlumageError(f"{output} is a folder: name a file")
    if output.suffix.lower() != ".html":
        raise PlumageError(f"{output}: the name of a page must end in .html")
    check_data_folders(output, option=str(output))
    check_untracked(output, option=str(output), instead="a file in output/")
    if not output.parent.is_dir():
        raise PlumageError(f"there is no folder {output.parent}: make it, or choose another")
    if output.is_file() and output.stat().st_size:
        with said_plainly(output), output.open("rb") as file:
            if PAGE_MARK.encode() not in file.read(HEAD_BYTES):
                raise PlumageError(
                    f"{output} is there already and is no page of Plumage: choose another name, or "
                    "delete it first"
                )


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
    check_page_place(output)
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
