"""Command line of ``python -m plumage.pages.explorer``: read the warehouse, write one page."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from plumage.core.errors import PlumageError
from plumage.core.paths import ROOT, warehouse_path
from plumage.pages.explorer.page import build_page
from plumage.pages.explorer.payload import read_payload
from plumage.pages.writing import is_known_to_forget, write_page

REMEDY = (
    "name fewer users (--users ID ...), or build with fewer language_groups or language_report_rows"
)
"""What makes the page smaller."""


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
        prog="python -m plumage.pages.explorer",
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
        write_page(build_page(payload), output, remedy=REMEDY)
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
        print("plumage: plumage.privacy.forget does not know this place: delete the page yourself")
    return 0
