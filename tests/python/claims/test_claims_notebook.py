"""The notebook of claims is made from its text, and runs on what a user has."""

from __future__ import annotations

from pathlib import Path

import duckdb
import nbformat

from plumage.pages.story.make import write_notebook
from plumage.pages.story.notebook import fingerprint_of, parse
from plumage.sample.videos import make_videos
from support.places import ROOT

SOURCE = ROOT / "analysis" / "claims.py"
NOTEBOOK = SOURCE.with_suffix(".ipynb")
COUNTS = ("view", "like", "comment", "share", "download")


def test_the_committed_notebook_is_made_from_the_text():
    assert NOTEBOOK.stat().st_size < 1_000_000
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    way_out = (
        "out of date: plumage demo claims && PLUMAGE_DUCKDB=plumage-claims.duckdb "
        f"plumage story --subject claims --notebook {NOTEBOOK.relative_to(ROOT)}"
    )
    assert notebook.metadata["plumage"]["fingerprint"] == fingerprint_of(SOURCE), way_out
    assert [cell.source for cell in notebook.cells] == [
        cell.source for cell in parse(SOURCE.read_text(encoding="utf-8"))
    ]


def test_the_notebook_runs_on_videos_like_those_of_the_course(tmp_path, monkeypatch):
    make_marts(tmp_path / "videos.duckdb")
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(tmp_path / "videos.duckdb"))
    write_notebook(SOURCE, tmp_path / "claims.ipynb")
    cells = nbformat.read(tmp_path / "claims.ipynb", as_version=4).cells
    shown = [str(cell.outputs[0].data) for cell in cells if cell.get("outputs")]
    assert len(shown) == sum(cell.cell_type == "code" for cell in cells)
    assert sum("<svg" in one for one in shown) == 7
    assert "Made-up data" in shown[0]


def make_marts(path: Path) -> None:
    """Write the columns that the notebook reads, of few videos."""
    counts = ", ".join(f"video_{name}_count as {name}_count" for name in COUNTS)
    rates = ", ".join(f"{n}_count / nullif(view_count, 0) as {n}s_per_view" for n in COUNTS[1:])
    with duckdb.connect(str(path)) as connection:
        connection.register("videos", make_videos(1200, seed=1, like_course=True))
        connection.execute(f"""
            create schema marts;
            create schema reference;
            create table reference.ref_video_columns as
            select 'author_ban_status' as column_name, 'active|banned' as allowed_values;
            create table marts.dim_warehouse as select true as is_synthetic;
            create table marts.feat_videos as
            select *, {rates} from (
                select
                    video_id, video_duration_sec as duration_seconds, author_ban_status, {counts},
                    video_transcription_text as transcription,
                    md5(transcription) as transcription_id,
                    verified_status = 'verified' as is_verified,
                    if(claim_status is null, 'incomplete', null) as problem
                from videos
            );
            create table marts.fct_claim_labels as
            select video_id, claim_status = 'claim' as is_claim
            from videos where claim_status is not null
        """)
