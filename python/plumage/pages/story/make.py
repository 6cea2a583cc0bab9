"""Make the pages of a warehouse, or check them: ``plumage story [check]``."""

from __future__ import annotations

from pathlib import Path

import nbformat

from plumage.core.errors import PlumageError
from plumage.core.files import said_plainly
from plumage.core.paths import ROOT, warehouse_path
from plumage.core.terminal import announce
from plumage.core.tracking import say_where_forget_looks
from plumage.language import validation as language_validation
from plumage.pages.explorer.cli import write_explorer
from plumage.pages.story import start
from plumage.pages.story.check import problems_of
from plumage.pages.story.facts import Facts
from plumage.pages.story.notebook import Shown, as_notebook, execute, fingerprint_of, parse
from plumage.pages.story.page import origin, page_of
from plumage.pages.story.results import FOLDER, Figures, read_figures
from plumage.pages.story.subject_page import (
    PAGES,
    find_pages,
    has_table,
    lay_out_page,
    read_page_figures,
)
from plumage.pages.writing import check_page_place, write_page
from plumage.warehouse.access import connect

SOURCE = ROOT / "analysis" / "age_story.py"


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
    announce("plumage language: judging the measures of unusual language (a minute)")
    try:
        language_validation.validate(path)
    except PlumageError as error:
        announce(f"the measures of language are not judged: {error}")


def tell(path: Path, *, author: str = "") -> tuple[str, list[Shown], Figures]:
    """Execute the story on a warehouse, which ``PLUMAGE_DUCKDB`` has to name too.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.
    author : str, optional
        Who stands behind the page.

    Returns
    -------
    tuple of (str, list of Shown, Figures)
        The page, the executed cells, and what the queries gave.
    """
    shown = execute(parse(SOURCE.read_text(encoding="utf-8")))
    figures = read_figures(path)
    on_page = [one for one in shown if one.cell.is_on_page]
    return page_of(on_page, figures, author=author), shown, figures


def make(
    page: Path,
    notebook: Path | None,
    *,
    as_is: bool,
    author: str = "",
    subject: str | None = None,
) -> None:
    """Write the pages of all subjects that the warehouse holds, and where to start.

    Parameters
    ----------
    page : pathlib.Path
        HTML file of the story, which tells of ages; the others are written beside it.
    notebook : pathlib.Path or None
        Executed notebook of the story to write as well.
    as_is : bool
        Whether nothing may be written to the warehouse.
    author : str, optional
        Who stands behind the story.
    subject : str, optional
        The only subject to write the page of, without the start page.

    Raises
    ------
    PlumageError
        If the warehouse lacks tables, a number is not bound to its query, or nothing can be
        written.
    """
    path, beside = warehouse_path(), page.parent
    if page.name in {start.NAME, start.EXPLORER, *(f"{name}.html" for name in PAGES)}:
        raise PlumageError(f"--output names the story: {page.name} is another page beside it")
    check_page_place(page)
    pages = find_pages(path)
    if subject is not None:
        pages = [one for one in pages if one.subject == subject]
    is_told = subject is None or subject in start.STORY
    entries, all_figures, has_explorer, last, about = [], {}, False, page, ""
    if is_told and holds_story(path):
        figures = write_story(page, notebook, path, as_is=as_is, author=author)
        entries += start.list_story(Facts(figures), story=page.name)
        about = origin(figures, author=author)
        all_figures |= {result.name: result for result in figures}
        has_explorer = subject is None and write_explorer_beside(beside)
    elif not pages:
        raise PlumageError(
            f"{path} has no results of {subject or 'any subject'}: `plumage` lists what there is"
        )
    for one in pages:
        figures, last = read_page_figures(one, path), beside / one.name
        write_checked(lay_out_page(one, figures), figures, last, path)
        if text := one.markdown(figures):
            with said_plainly(last):
                last.with_suffix(".md").write_text(text, encoding="utf-8")
        if notebook is not None and one.subject == subject:
            write_notebook(ROOT / "analysis" / f"{subject}.py", notebook)
        entries.append(start.list_page(one, figures))
        all_figures |= {result.name: result for result in figures}
    if subject is None:
        all_of_them = Figures(all_figures, is_synthetic=figures.is_synthetic)
        html = start.start_page(
            entries,
            has_explorer=has_explorer,
            is_synthetic=figures.is_synthetic,
            origin=about,
        )
        last = beside / start.NAME
        write_checked(html, all_of_them, last, path)
    say_where_forget_looks(last)
    announce(f"open {last}")


def holds_story(path: Path) -> bool:
    """Whether what the story tells of is built."""
    with connect(path, read_only=True) as connection:
        return has_table(connection, "marts.feat_users")


def write_story(
    page: Path, notebook: Path | None, path: Path, *, as_is: bool, author: str
) -> Figures:
    """Execute the story on the warehouse and write it; what its queries gave."""
    if not as_is:
        validate_language(path)
    html, shown, figures = tell(path, author=author)
    write_checked(html, figures, page, path)
    if notebook is not None:
        with said_plainly(notebook):
            nbformat.write(as_notebook(shown, fingerprint_of(SOURCE, FOLDER)), notebook)
    return figures


def write_notebook(source: Path, notebook: Path) -> None:
    """Execute the text notebook of a subject on the warehouse, and write it."""
    shown = execute(parse(source.read_text(encoding="utf-8")), name=f"notebook {source.name}")
    with said_plainly(notebook):
        nbformat.write(as_notebook(shown, fingerprint_of(source)), notebook)


def write_explorer_beside(folder: Path) -> bool:
    """Write the explorer into a folder; whether it could be made."""
    try:
        write_explorer(folder / start.EXPLORER)
    except PlumageError as error:
        announce(f"no explorer: {error}")
        return False
    return True


def write_checked(html: str, figures: Figures, page: Path, warehouse: Path) -> None:
    """Write a page if each of its numbers agrees with the warehouse.

    Parameters
    ----------
    html : str
        The page.
    figures : Figures
        What the queries gave.
    page : pathlib.Path
        Where to.
    warehouse : pathlib.Path
        For the message.

    Raises
    ------
    PlumageError
        If a number does not agree, or the page cannot be written.
    """
    problems, count = problems_of(html, figures)
    if problems:
        raise PlumageError(
            f"{len(problems)} numbers of {page.name} do not agree with the warehouse, the first: "
            f"{problems[0]}. If something else is writing to {warehouse.name}, run again when it "
            "is done"
        )
    write_page(html, page, remedy="build with fewer language_groups or language_report_rows")
    announce(f"{page}: {len(html.encode()) / 1e6:.1f} MB, {count:,} numbers checked")


def check(page: Path) -> bool:
    """Compare the pages in a folder with the warehouse: story, start page, pages of subjects.

    Parameters
    ----------
    page : pathlib.Path
        The story, or another page beside it.

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
        raise PlumageError(f"there is no {page}: run `plumage story`")
    path, all_figures, agrees = warehouse_path(), {}, True
    pages = find_pages(path)
    if holds_story(path):
        all_figures |= {result.name: result for result in read_figures(path)}
    for one in pages:
        all_figures |= {result.name: result for result in read_page_figures(one, path)}
    figures = Figures(all_figures, is_synthetic=False)
    beside = (page.with_name(name) for name in (start.NAME, *(one.name for one in pages)))
    for one in dict.fromkeys((page, *beside)):
        if one.is_file():
            problems, count = problems_of(one.read_text(encoding="utf-8"), figures)
            for problem in problems:
                print(problem)
            announce(f"{one.name}: {count:,} values compared, {len(problems)} problems")
            agrees = agrees and not problems
    return agrees
