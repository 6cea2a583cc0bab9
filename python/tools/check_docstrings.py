"""Check docstrings where packages meet: `python python/tools/check_docstrings.py`.

What one package of ``plumage`` imports from another has the sections of numpydoc that apply
(``[tool.numpydoc_validation]`` in pyproject.toml), and Raises and Yields where it does so.
Elsewhere one line is enough, which ruff asks for.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from numpydoc.docscrape import NumpyDocString
from numpydoc.hooks.validate_docstrings import parse_config, process_file

ROOT = Path(__file__).parents[2]

SECTIONS = {"Raises": (ast.Raise,), "Yields": (ast.Yield, ast.YieldFrom)}
"""Sections that numpydoc does not ask for, or not everywhere, and the statements behind them."""

DESCRIBED_ELSEWHERE = ("command", "property", "cached_property")
"""Decorators: click's options describe a command, one line a property."""

Definition = ast.FunctionDef | ast.ClassDef


def read_modules(folder: Path) -> dict[str, tuple[Path, ast.Module]]:
    """Path and syntax tree of every module below a package's folder, by full name."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = path, ast.parse(path.read_text(encoding="utf-8"))
    return found


def is_across(module: str, reader: str) -> bool:
    """Whether two modules are of different packages right below ``plumage``."""
    return module.split(".")[1:2] != reader.split(".")[1:2]


def find_shared(trees: Mapping[str, ast.Module]) -> Mapping[str, set[str]]:
    """Names that another package imports, by module.

    A method is among them when a module that imports its class reads an attribute of that name.
    """
    shared = defaultdict(set)
    for reader, tree in trees.items():
        attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        for node in ast.walk(tree):
            if not isinstance(node, ast.ImportFrom) or node.module not in trees:
                continue
            for alias in node.names:
                whole, known_as = f"{node.module}.{alias.name}", alias.asname or alias.name
                if whole in trees and is_across(whole, reader):
                    shared[whole] |= {
                        one.attr for one in attributes if ast.unparse(one.value) == known_as
                    }
                elif is_across(node.module, reader):
                    methods = {f"{alias.name}.{one.attr}" for one in attributes}
                    shared[node.module] |= {alias.name} | methods
    return shared


def list_definitions(node: ast.Module | ast.ClassDef) -> Iterator[tuple[str, Definition]]:
    """Public functions, classes and their methods, by name."""
    for child in node.body:
        if not isinstance(child, Definition) or child.name.startswith("_"):
            continue
        decorators = {ast.unparse(one).partition("(")[0] for one in child.decorator_list}
        if decorators.isdisjoint(DESCRIBED_ELSEWHERE):
            yield child.name, child
        if isinstance(child, ast.ClassDef):
            yield from ((f"{child.name}.{name}", one) for name, one in list_definitions(child))


def holds(node: ast.AST, kinds: tuple[type, ...]) -> bool:
    """Whether a function has a statement of some kinds, nested functions aside."""
    return any(
        isinstance(child, kinds)
        or (not isinstance(child, Definition | ast.Lambda) and holds(child, kinds))
        for child in ast.iter_child_nodes(node)
    )


def missing_sections(node: Definition) -> list[str]:
    """Sections that statements of a function call for and its docstring lacks."""
    if isinstance(node, ast.ClassDef):
        return []
    written = NumpyDocString(ast.get_docstring(node) or "")
    return [name for name, kinds in SECTIONS.items() if holds(node, kinds) and not written[name]]


def find_faults(folder: Path, config: dict) -> Iterator[str]:
    """List what is missing or wrong in docstrings where packages meet."""
    modules = read_modules(folder)
    shared = find_shared({name: tree for name, (_, tree) in modules.items()})
    for module, (path, tree) in modules.items():
        checked = {name: node for name, node in list_definitions(tree) if name in shared[module]}
        for place, name, check, words in process_file(path, config) if checked else ():
            if name.partition(".")[2] in checked:
                yield f"{place}: {name} {check} {words}"
        for name, node in checked.items():
            for section in missing_sections(node):
                yield f"{path}:{node.lineno}: {path.stem}.{name} No {section} section found"


if __name__ == "__main__":
    faults = list(find_faults(ROOT / "python" / "plumage", parse_config(ROOT)))
    print("\n".join(faults) or "Docstrings where packages meet have their sections.")
    sys.exit(bool(faults))
