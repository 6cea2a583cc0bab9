"""Videos for Tableau: ``claims.csv``, and ``claims.twb`` with the charts over it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import duckdb
import pyarrow as pa
from pyarrow.csv import write_csv

from plumage.core.errors import PlumageError
from plumage.core.files import said_plainly, write_whole
from plumage.core.tracking import check_output_place, say_where_forget_looks
from plumage.warehouse.access import connect

NOTHING = "the warehouse holds no labelled video: `plumage run` on a folder with video_claims.csv"
COUNTS = ("view", "like", "comment", "share", "download")
TEXT_COLUMNS = ", videos.video_id, videos.transcription"
# Bands begin with a digit, since Tableau sorts them as words.
BAND = """case when {0}_count < 10 then '1: under 10' when {0}_count < 100 then '2: 10 to 99'
        when {0}_count < 1000 then '3: 100 to 999' when {0}_count < 10000 then '4: 1,000 to 9,999'
        when {0}_count < 100000 then '5: 10,000 to 99,999' else '6: 100,000 and more'
    end as {0}_band"""
# A cell of the file may hold anything: what few authors have goes without its name.
QUERY = f"""select
    if(labels.is_claim, 'claim', 'opinion') as claim_status,
    videos.duration_seconds,
    if(videos.is_verified, 'verified', 'not verified') as verified_status,
    case
        when videos.author_ban_status is null then 'not stated'
        when count(*) over (partition by videos.author_ban_status) < $least then 'other'
        else videos.author_ban_status
    end as author_ban_status,
    {", ".join(f"videos.{name}_count, {BAND.format(name)}" for name in COUNTS)}{{texts}}
from marts.feat_videos as videos
inner join marts.fct_claim_labels as labels on videos.video_id = labels.video_id
where videos.problem is null
order by videos.video_id"""

HEAD = '"claim_status","duration_seconds"'
MARK = "<!-- Workbook of plumage claims export."
WORKBOOK = files("plumage.claims").joinpath("claims.twb")
"""Names the columns of the query; a test compares them."""


def write_export(warehouse: Path, folder: Path) -> list[Path]:
    """Write the labelled, usable videos of a warehouse, and a workbook of Tableau over them.

    Parameters
    ----------
    warehouse : pathlib.Path
        Where the marts are.
    folder : pathlib.Path
        Where to, such as output/; an earlier export there is replaced.

    Returns
    -------
    list of pathlib.Path
        ``claims.csv`` and ``claims.twb``.

    Raises
    ------
    PlumageError
        If files may not be there, or the warehouse cannot be read.
    """
    table, workbook = folder / "claims.csv", folder / "claims.twb"
    is_new = not folder.exists()
    with said_plainly(folder):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        for path, mark in ((table, HEAD), (workbook, MARK)):
            check_output_place(path, option=str(path), ending=path.suffix, mark=mark)
    except PlumageError:
        if is_new:
            folder.rmdir()
        raise
    with connect(warehouse, read_only=True) as connection:
        try:
            settings = "select show_texts, min_group_users from marts.dim_warehouse"
            shows_texts, least = connection.execute(settings).fetchone()
            query = QUERY.format(texts=TEXT_COLUMNS if shows_texts else "")
            rows = connection.execute(query, {"least": least}).to_arrow_table()
        except duckdb.CatalogException:
            raise PlumageError(NOTHING) from None
    if not rows.num_rows:
        raise PlumageError(NOTHING)
    write_csv(rows, sink := pa.BufferOutputStream())
    write_whole(sink.getvalue().to_pybytes(), table)
    write_whole(WORKBOOK.read_bytes(), workbook)
    say_where_forget_looks(table)
    return [table, workbook]
