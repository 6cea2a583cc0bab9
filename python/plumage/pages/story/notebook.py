"""A notebook that is kept as text: parsed, executed without a kernel, written as ``.ipynb``.

The text has the percent format of Jupytext: ``# %%`` begins a cell of code, ``# %% [markdown]`` one
of prose in comments; the tag ``notebook`` keeps a cell out of the page. A cell shows what its last
expression is, as in Jupyter. No kernel is started: that would open ports and bring some thirty
packages for a script that runs from top to bottom.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
import nbformat
from matplotlib.figure import Figure

from plumage.core.errors import PlumageError
from plumage.pages.drawing import SETTINGS, inline_svg

MARKER = "# %%"
PROSE = "[markdown]"
NOTEBOOK_ONLY = 'tags=["notebook"]'


@dataclass(frozen=True)
class TextCell:
    """A cell of the text: code, or prose; of the page too, or for readers of the notebook alone."""

    is_code: bool
    source: str
    is_on_page: bool = True


@dataclass(frozen=True)
class Shown:
    """A cell and what it showed: markup; empty for prose and for code that shows nothing."""

    cell: TextCell
    html: str = ""


def parse(text: str) -> list[TextCell]:
    r"""Cut a text notebook into its cells.

    Parameters
    ----------
    text : str
        In percent format; what stands before the first cell is left out.

    Returns
    -------
    list of TextCell
        In order.

    Examples
    --------
    >>> [(cell.is_code, cell.source) for cell in parse("# %% [markdown]\n# Hi\n\n# %%\n1 + 1\n")]
    [(False, 'Hi'), (True, '1 + 1')]
    """
    cells = []
    for part in f"\n{text}".split(f"\n{MARKER}")[1:]:
        head, _, body = part.partition("\n")
        is_on_page = NOTEBOOK_ONLY not in head
        if PROSE in head:
            lines = [line.removeprefix("#").removeprefix(" ") for line in body.strip().split("\n")]
            cells.append(TextCell(False, "\n".join(lines), is_on_page))
        else:
            cells.append(TextCell(True, body.strip(), is_on_page))
    return cells


def execute(cells: Sequence[TextCell], name: str = "story") -> list[Shown]:
    """Run the cells from top to bottom in one namespace.

    Parameters
    ----------
    cells : sequence of TextCell
        From ``parse``.
    name : str
        For messages.

    Returns
    -------
    list of Shown
        Each with what it shows.

    Raises
    ------
    PlumageError
        As a cell raises it; other errors are named with their cell.
    """
    namespace: dict[str, object] = {"__name__": f"plumage.{name}"}
    shown = []
    for number, cell in enumerate(cells, start=1):
        if not cell.is_code:
            shown.append(Shown(cell))
            continue
        try:
            result = _run(cell.source, f"{name}, cell {number}", namespace)
        except PlumageError:
            raise
        except Exception as error:
            raise PlumageError(
                f"cell {number} of the {name} failed ({type(error).__name__}: {error}): this is a "
                f"mistake of the story, not of your data. It begins {cell.source[:60]!r}"
            ) from error
        shown.append(Shown(cell, _markup(result, f"cell-{number}")))
    return shown


def _markup(result: object, name: str) -> str:
    """Write what a cell shows as Jupyter would; nothing for a value without markup."""
    if isinstance(result, Figure):
        with mpl.rc_context(SETTINGS):
            svg = inline_svg(result, name, labelled_by=name, described_by=name)
        return f'<figure id="{name}" aria-label="Picture">{svg}</figure>'
    show = getattr(result, "_repr_html_", None)
    return show() if show else ""


def _run(source: str, name: str, namespace: dict[str, object]) -> object:
    """Run statements, and give the value of the last expression."""
    tree = ast.parse(source, filename=name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), namespace)
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), name, "eval"), namespace)


def fingerprint_of(source: Path, queries: Path | None = None) -> str:
    """Hash what a notebook is made of: its text and its queries.

    Parameters
    ----------
    source : pathlib.Path
        Text notebook.
    queries : pathlib.Path, optional
        Folder of the queries, if there are any beside the text.

    Returns
    -------
    str
        32 hexadecimal digits.
    """
    digest = hashlib.md5(source.read_bytes())
    for path in sorted(queries.glob("*.sql")) if queries else ():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def as_notebook(shown: Sequence[Shown], fingerprint: str) -> nbformat.NotebookNode:
    """Lay out executed cells as a Jupyter notebook.

    Parameters
    ----------
    shown : sequence of Shown
        From ``execute``.
    fingerprint : str
        As from ``fingerprint_of``; kept in the metadata.

    Returns
    -------
    nbformat.NotebookNode
        Valid, and the same for the same cells.
    """
    cells, count = [], 0
    for number, one in enumerate(shown, start=1):
        options = {"id": f"cell-{number}"}
        if not one.cell.is_code:
            cells.append(nbformat.v4.new_markdown_cell(one.cell.source, **options))
            continue
        count += 1
        outputs = []
        if one.html:
            outputs.append(
                nbformat.v4.new_output(
                    "execute_result", {"text/html": one.html}, execution_count=count
                )
            )
        cells.append(
            nbformat.v4.new_code_cell(
                one.cell.source, execution_count=count, outputs=outputs, **options
            )
        )
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "plumage": {"fingerprint": fingerprint},
    }
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    nbformat.validate(notebook)
    return notebook
