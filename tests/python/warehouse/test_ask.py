"""`plumage ask`: a question in SQL, answered on a terminal; whatever is wrong is one line."""

from __future__ import annotations

import duckdb
import pytest

from plumage.__main__ import main
from plumage.core.paths import ROOT


@pytest.fixture
def warehouse(tmp_path, monkeypatch):
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table users as select range as id, 'x' || range as name,"
                           " case when range % 2 = 0 then 0.123456789::double end as share"
                           " from range(45)")  # fmt: skip
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(path))
    monkeypatch.setenv("COLUMNS", "60")
    return path


def test_rows_stand_side_by_side_or_are_turned_where_they_are_too_wide(warehouse, capsys):
    assert main(["ask", "from users order by id"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["id", "name", "share"]
    assert lines[1].split() == ["0", "x0", "0.123457"]
    assert lines[2].split() == ["1", "x1", "-"]
    assert len(lines) == 1 + 20 + 1
    assert "the first 20 rows" in lines[-1]
    assert main(["ask", "select id, repeat('long ', 20) as words from users", "--rows", "2"]) == 0
    turned = capsys.readouterr().out.rpartition("plumage:")[0].split("\n\n")
    assert [block.splitlines()[0].split() for block in turned] == [["id", "0"], ["id", "1"]]
    assert turned[0].splitlines()[1].strip().startswith("words  long long")


def test_a_file_is_asked_and_all_rows_are_written(warehouse, tmp_path, capsys):
    (tmp_path / "q.sql").write_text("-- One row per user.\nselect id from users order by id;\n")
    assert main(["ask", str(tmp_path / "q.sql"), "--csv", str(tmp_path / "all.csv")]) == 0
    assert "45 rows" in capsys.readouterr().out
    assert (tmp_path / "all.csv").read_text().split() == ["id", *map(str, range(45))]


def test_a_list_is_written_nowhere_it_would_harm(warehouse, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PLUMAGE_RAW_DIR", str(tmp_path / "raw"))
    (tmp_path / "raw").mkdir()
    before = sorted(tmp_path.rglob("*")), warehouse.read_bytes()
    for place, words in (
        (warehouse, "must end in .csv"),
        (tmp_path / "raw" / "friends.csv", "among the raw files"),
        (ROOT / "docs" / "mine.csv", "git would track personal data"),
        (tmp_path / "absent" / "mine.csv", "make it first"),
    ):
        assert main(["ask", "from users", "--csv", str(place)]) == 2
        said = capsys.readouterr().err
        assert words in said
        assert said.count("\n") == 1
    evil = f"copy (select 1) to '{tmp_path / 'evil.csv'}'"
    assert main(["ask", evil, "--csv", str(tmp_path / "all.csv")]) == 2
    assert "disabled" in capsys.readouterr().err
    assert (sorted(tmp_path.rglob("*")), warehouse.read_bytes()) == before
    assert not (ROOT / "docs" / "mine.csv").exists()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("selec 1", 'syntax error at or near "selec"'),
        ("select agee from users", 'column "agee" not found'),
        ("drop table users", "read-only"),
        ("from users; from users", "more than one query"),
        ("from read_text('/etc/hostname')", "disabled"),
        ("absent.sql", "absent.sql cannot be read: No such file"),
    ],
)
def test_what_is_wrong_is_one_line_and_nothing_changes(warehouse, capsys, question, words):
    before = warehouse.read_bytes()
    assert main(["ask", question]) == 2
    shown, said = capsys.readouterr()
    assert shown == ""
    assert words in said
    assert said.count("\n") == 1
    assert warehouse.read_bytes() == before
