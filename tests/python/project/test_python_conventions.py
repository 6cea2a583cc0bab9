"""What holds of all Python modules: their length, and docstrings where packages meet."""

from __future__ import annotations

from pathlib import Path

import pytest
from numpydoc.hooks.validate_docstrings import parse_config

from check_docstrings import find_faults
from support.places import ROOT

MOST_LINES = 300


def test_no_module_is_longer_than_300_lines():
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "python").rglob("*.py")
    }
    long = {path: length for path, length in lengths.items() if length > MOST_LINES}
    assert not long, f"split them where they fall into parts of their own: {long}"


DOCUMENTED = '''
def halve(number):
    """Halve a number.

    Parameters
    ----------
    number : float
        What to halve.

    Returns
    -------
    float
        Half of it.
    """
    return number / 2
'''

READER = "from plumage.core.halves import halve\n"


@pytest.fixture
def faults_of(tmp_path: Path):
    """Find faults in a package of two modules: ``core/halves.py``, and one that imports it."""

    def find(source: str, *, reader: str = READER, folder: str = "age") -> list[str]:
        modules = {"core/__init__.py": "", "core/halves.py": source, f"{folder}/reader.py": reader}
        for name, text in modules.items():
            path = tmp_path / "plumage" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        found = find_faults(tmp_path / "plumage", parse_config(ROOT))
        return [fault.partition(": ")[2] for fault in found]

    return find


def test_a_function_with_all_sections_has_no_fault(faults_of):
    assert faults_of(DOCUMENTED) == []


def test_one_line_is_enough_inside_a_package(faults_of):
    source = 'def halve(number):\n    """Halve a number."""\n    return number / 2\n'
    assert faults_of(source, folder="core") == []
    assert faults_of(source, folder="age") == [
        "halves.halve PR01 Parameters {'number'} not documented",
        "halves.halve RT01 No Returns section found",
    ]


def test_a_function_used_as_an_attribute_of_its_module_is_shared_too(faults_of):
    source = 'def halve(number):\n    """Halve a number."""\n'
    reader = "from plumage.core import halves as parts\n\nparts.halve(2)\n"
    assert faults_of(source, reader=reader) == [
        "halves.halve PR01 Parameters {'number'} not documented"
    ]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("    number : float", "    number", 'PR04 Parameter "number" has no type'),
        ("    number : float", "    count : float", "PR02 Unknown parameters {'count'}"),
        ("    return number", "    if number:\n        raise ValueError\n    return number",
         "No Raises section found"),
        ("    return number / 2", "    for one in number:\n        yield one",
         "No Yields section found"),
    ],
)  # fmt: skip
def test_what_a_docstring_lacks_is_named(faults_of, before, after, fault):
    found = faults_of(DOCUMENTED.replace(before, after))
    assert f"halves.halve {fault}" in found


def test_methods_count_that_a_module_which_imports_their_class_reads(faults_of):
    source = '''
class Halves:
    """Halves of numbers."""

    def first(self, number):
        """Halve a number."""

    def second(self, number):
        """Halve a number."""

    @property
    def count(self):
        """Number of halves."""
        return 2
'''
    reader = "from plumage.core.halves import Halves\n\nHalves().first(2)\nHalves().count\n"
    assert faults_of(source, reader=reader) == [
        "halves.Halves.first PR01 Parameters {'number'} not documented"
    ]
