"""Make the story, or check one: ``python -m plumage.pages.story [make|check]`` (``make story``)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat

from plumage.age.outputs import said_plainly
from plumage.core.errors import PlumageError
from plumage.core.paths import ROOT, warehouse_path
from plumage.language import validation as language_validation
from plumage.pages.story.check import problems_of
from plumage.pages.story.notebook import Shown, as_notebook, execute, fingerprint_of, parse
from plumage.pages.story.page import page_of
from plumage.pages.story.results import FOLDER, Figures, read_figures
from plumage.pages.writing import is_known_to_forget, write_page
from plumage.run import announce
from plumage.warehouse.access import connect

SOURCE = ROOT / "analysis" / "age_story.py"
PAGE = ROOT / "story.html"


def validate_language(path: Path) -> None:
    """Judge the measures of language where the warehouse does not hold that yet.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse; a minute for some ten thousand tweets. Where it cannot be done, the
        story says what is missing.
    """
    with connect(path, read_only=True) as connection:
        current = connection.execute(
            "select count(*) from marts.fct_language_validation where not is_stale"
        ).fetchone()[0]
    if current:
        return
    announce("plumage.language.validation: judging the measures of unusual language (a minute)")
    try:
        language_validation.validate(path)
    except PlumageError as error:
        announce(f"the measures of language are not judged: {error}")


def tell(path: Path) -> tuple[str, list[Shown], Figures]:
    """Execute the story on a warehouse, which ``PLUMAGE_DUCKDB`` has to name too.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.

    Returns
    -------
    tuple of (str, list of Shown, Figures)
        The page, the executed cells, and what the queries gave.
    """
    shown = execute(parse(SOURCE.read_text(encoding="utf-8")))
    figures = read_figures(path)
    return page_of(shown, figures), shown, figures


def make(page: Path, notebook: Path | None, *, as_is: bool) -> None:
    """Execute the story on the warehouse and write it.

    Parameters
    ----------
    page : pathlib.Path
        HTML file to write.
    notebook : pathlib.Path or None
        Executed notebook to write beside it.
    as_is : bool
        Whether nothing may be written to the warehouse.

    Raises
    ------
    PlumageError
        If the warehouse lacks tables, a number is not bound to its query, or nothing can be
        written.
    """
    path = warehouse_path()
    if not as_is:
        validate_language(path)
    html, shown, figures = tell(path)
    problems, count = problems_of(html, figures)
    if problems:
        raise PlumageError(
            f"{len(problems)} numbers of the story do not agree with the warehouse, the first: "
            f"{problems[0]}. If something else is writing to {path.name}, run again when it is done"
        )
    write_page(html, page, remedy="build with fewer language_groups or language_report_rows")
    if notebook is not None:
        with said_plainly(notebook):
            nbformat.write(as_notebook(shown, fingerprint_of(SOURCE, FOLDER)), notebook)
    announce(f"{page}: {len(html.encode()) / 1e6:.1f} MB, {count:,} values bound to their queries")
    if not is_known_to_forget(page):
        announce("plumage.privacy.forget does not know this place: delete the page yourself")


def check(page: Path) -> bool:
    """Compare a page with the warehouse.

    Parameters
    ----------
    page : pathlib.Path
        The story.

    Returns
    -------
    bool
        Whether all of it agrees; what does not has been printed.

    Raises
    ------
    PlumageError
        If there is no such page.
    """
    if not page.is_file():
        raise PlumageError(f"there is no {page}: run `make story`")
    problems, count = problems_of(page.read_text(encoding="utf-8"), read_figures())
    for problem in problems:
        print(problem)
    announce(f"{page.name}: {count:,} values compared, {len(problems)} problems")
    return not problems


def main(argv: Sequence[str] | None = None) -> int:
    """Command line of ``python -m plumage.pages.story``.

    Parameters
    ----------
    argv : sequence of str, optional
        Words of the command line; those of the process by default.

    Returns
    -------
    int
        0 when all is well, 1 when a checked page disagrees, 2 when a user has to mend something.
    """
    parser = argparse.ArgumentParser(prog="python -m plumage.pages.story", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make", help="execute the story and write the page")
    making.add_argument("--output", type=Path, default=PAGE, help="default: %(default)s")
    making.add_argument("--notebook", type=Path, help="write the executed notebook too")
    making.add_argument(
        "--as-is",
        action="store_true",
        help="write nothing to the warehouse: measures of language may then be unjudged",
    )
    checking = commands.add_parser("check", help="compare a page with the warehouse")
    checking.add_argument("page", type=Path, nargs="?", default=PAGE, help="default: %(default)s")
    arguments = parser.parse_args(argv)
    try:
        if arguments.command == "check":
            return 0 if check(arguments.page) else 1
        make(arguments.output.absolute(), arguments.notebook, as_is=arguments.as_is)
    except (PlumageError, OSError) as error:
        print(f"plumage: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("plumage: stopped; nothing was written", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
