"""Command line of ``python -m plumage.explorer``: read the warehouse, write one page."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from plumage.errors import PlumageError
from plumage.explorer.page import build_page
from plumage.explorer.payload import read_payload
from plumage.forget import PAGES
from plumage.outputs import said_plainly
from plumage.warehouse import ROOT, warehouse_path

MOST_BYTES = 5_000_000
"""Of a page: what a telephone opens and a mail carries."""


def parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line.

    Parameters
    ----------
    argv : sequence of str or None
        Words after the command; those of the process when None.

    Returns
    -------
    argparse.Namespace
        ``output``, ``users``.
    """
    parser = argparse.ArgumentParser(
        prog="python -m plumage.explorer",
        description="Write a page to look into age bands, unusual tweets and predictions. It is one"
        " file, works offline, and sends nothing.",
        epilog="The warehouse is the file named by PLUMAGE_DUCKDB (default: plumage.duckdb).",
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=ROOT / "explorer.html",
        help="file to write, counted from the current folder (default: %(default)s)",
    )
    parser.add_argument(
        "--users",
        nargs="*",
        type=int,
        metavar="ID",
        help="show single users, those of these ids or as many as fit: personal data, which only a "
        "warehouse built with show_texts shows by itself",
    )
    return parser.parse_args(argv)


def write_page(page: str, output: Path) -> None:
    """Put the page in its place, whole or not at all.

    Parameters
    ----------
    page : str
        HTML.
    output : pathlib.Path
        Where to; its folder must be there.

    Raises
    ------
    PlumageError
        If it is too large or cannot be written; an earlier page stays then.
    """
    content = page.encode()
    if len(content) > MOST_BYTES:
        raise PlumageError(
            f"the page would have {len(content):,} bytes, above the {MOST_BYTES:,} of a page that "
            "opens everywhere: name fewer users (--users ID ...), or build with fewer "
            "language_groups or language_report_rows"
        )
    if not output.parent.is_dir():
        raise PlumageError(f"there is no folder {output.parent}: make it, or choose another")
    if output.is_dir():
        raise PlumageError(f"{output} is a folder: name a file")
    pending = output.with_name(f".{output.name}.pending")
    try:
        with said_plainly(output):
            pending.write_bytes(content)
            pending.replace(output)
    finally:
        with suppress(OSError):
            pending.unlink()


def is_known_to_forget(output: Path) -> bool:
    """Whether ``python -m plumage.forget`` would remove a page.

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


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str, optional
        Words after the command; those of the process by default.

    Returns
    -------
    int
        0 when the page was written, 2 when a user has to mend something first.
    """
    arguments = parse_arguments(argv)
    output = Path(os.path.abspath(arguments.output))
    try:
        payload = read_payload(warehouse_path(), users=arguments.users)
        write_page(build_page(payload), output)
    except (PlumageError, OSError) as error:
        print(f"plumage: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("plumage: stopped; nothing was written", file=sys.stderr)
        return 130
    told = payload["users"]
    print(f"plumage: open {output} ({output.stat().st_size / 1e6:.1f} MB, offline)")
    if told["are_shown"]:
        shown = len(payload["tables"]["users"]["rows"])
        print(
            f"plumage: it shows {shown:,} of {told['total']:,} single users: keep it like the data"
        )
    else:
        print("plumage: single users are not in it (the warehouse was built without show_texts)")
    if not is_known_to_forget(output):
        print("plumage: plumage.forget does not know this place: delete the page yourself")
    return 0
