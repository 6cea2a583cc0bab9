"""PLUMAGE_REQUIRE: where a browser must be there, a test that skips for want of it has failed."""

from __future__ import annotations

import os
import shutil

import pytest

from support.places import ROOT

pytest_plugins = ["pytester"]
PROBE = """
import pytest

@pytest.fixture
def engine():
    pytest.skip("no engine here")

@pytest.mark.browser
def test_in_fixture(engine): ...

@pytest.mark.browser
def test_in_body():
    pytest.skip("not today")

@pytest.mark.skip(reason="other mark")
def test_of_other_mark(): ...
"""


@pytest.mark.parametrize(
    ("required", "outcomes"),
    [
        ("", {"skipped": 3}),
        ("spark", {"skipped": 3}),
        ("spark,browser", {"failed": 1, "errors": 1, "skipped": 1}),
    ],
)
def test_skips_of_required_marks_fail(pytester, monkeypatch, required, outcomes):
    monkeypatch.setenv("PLUMAGE_REQUIRE", required)
    monkeypatch.setenv("PYTHONPATH", os.fspath(ROOT / "tests" / "python"))
    shutil.copy(ROOT / "tests" / "python" / "conftest.py", pytester.path)
    pytester.makeini("[pytest]\nmarkers =\n    browser: a\n")
    pytester.makepyfile(PROBE)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(**outcomes)
    if "browser" in required:
        result.stdout.fnmatch_lines(["*no engine here (PLUMAGE_REQUIRE=browser allows no skip)*"])
