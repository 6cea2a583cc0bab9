"""What goes to Tableau: a table without texts, and a workbook that names its columns."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import duckdb
import pandas as pd
import pytest

from plumage.claims.export import COUNTS, write_export
from plumage.core.errors import PlumageError
from support.places import ROOT


def make_marts(folder: Path, *, show_texts: bool) -> Path:
    counts = ", ".join(f"10 ** (video_id % 7) as {name}_count" for name in COUNTS)
    with duckdb.connect(str(folder / "videos.duckdb")) as connection:
        connection.execute(f"""
            create schema marts;
            create table marts.dim_warehouse as
            select {show_texts} as show_texts, 10 as min_group_users;
            create table marts.feat_videos as select
                video_id, 30.0 as duration_seconds, 'a "quoted", secret' as transcription, {counts},
                video_id % 9 = 0 as is_verified, if(video_id = 8, 'incomplete', null) as problem,
                if(video_id = 7, 'call me', 'active') as author_ban_status
            from range(100) as made (video_id);
            create table marts.fct_claim_labels as
            select video_id, video_id % 2 = 0 as is_claim from marts.feat_videos where video_id < 90
        """)
    return folder / "videos.duckdb"


def test_the_workbook_names_columns_of_a_table_without_texts(tmp_path):
    table, workbook = write_export(make_marts(tmp_path, show_texts=False), tmp_path)
    rows = pd.read_csv(table)
    assert len(rows) == 89
    assert set(rows["author_ban_status"]) == {"active", "other"}
    assert rows.groupby("view_band")["view_count"].unique().map(list).tolist() == [
        [1], [10], [100], [1000], [10_000], [100_000, 1_000_000],
    ]  # fmt: skip
    root = ET.fromstring(text := workbook.read_text(encoding="utf-8"))
    assert "not opened in Tableau" in text[:300]
    assert [one.get("name") for one in root.iter("column") if one.get("ordinal")] == list(rows)
    named = re.findall(r"\[(?:none:|sum:)?(\w+[\w ]*?)(?::[nq]k)?\]", text)
    assert set(named) - {"Number of Records"} == set(rows)
    sheets = [one.get("name") for one in root.iter("worksheet")]
    assert [one.get("name") for one in root.iter("zone") if one.get("name")] == sheets
    assert len(sheets) == 1 + len(COUNTS)


def test_texts_go_out_where_the_warehouse_shows_them_and_only_an_export_is_replaced(tmp_path):
    warehouse, folder = make_marts(tmp_path, show_texts=True), tmp_path / "new"
    for _ in range(2):
        table, _ = write_export(warehouse, folder)
    assert {"video_id", "transcription"} <= set(pd.read_csv(table))
    table.write_text("mine\n")
    for place, said in ((folder, "is there already"), (ROOT / "docs/new", "git would track")):
        with pytest.raises(PlumageError, match=said):
            write_export(warehouse, place)
    assert not (ROOT / "docs/new").exists()
