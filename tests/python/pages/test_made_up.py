"""Whoever sees a page, a notebook or a picture of generated data is told so."""

from __future__ import annotations

import json
import shutil

import duckdb
import pytest

from plumage.pages.explorer.page import build_page
from plumage.pages.explorer.payload import read_payload
from plumage.pages.layout import MADE_UP
from plumage.pages.story.facts import Facts
from plumage.pages.story.make import SOURCE, tell
from plumage.pages.story.notebook import as_notebook, fingerprint_of
from plumage.pages.story.results import FOLDER
from plumage.pages.story.start import list_story, start_page
from plumage.raw.made_up import is_made_up
from plumage.sample.activity import LAST_MIDNIGHT

SAID_IN_PICTURE = ">Made-up data<"


@pytest.mark.parametrize("is_synthetic", [True, False])
def test_pages_notebook_and_pictures_say_that_data_are_made_up(
    predicted, is_synthetic, tmp_path, monkeypatch
):
    warehouse = predicted.warehouse
    if not is_synthetic:
        warehouse = tmp_path / "warehouse.duckdb"
        shutil.copy(predicted.warehouse, warehouse)
        with duckdb.connect(str(warehouse)) as connection:
            connection.execute("update marts.dim_warehouse set is_synthetic = false")
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(warehouse))
    story, shown, figures = tell(warehouse)
    entries = list_story(Facts(figures), story="story.html")
    notebook = json.dumps(as_notebook(shown, fingerprint_of(SOURCE, FOLDER)))
    pages = {
        "story": story,
        "start": start_page(entries, has_explorer=True, is_synthetic=figures.is_synthetic),
        "explorer": build_page(read_payload(warehouse)),
        "notebook": json.loads(json.dumps(notebook)).replace('\\"', '"'),
    }
    assert {name: MADE_UP in page for name, page in pages.items()} == dict.fromkeys(
        pages, is_synthetic
    )
    pictures = story.count("<svg")
    assert pictures > 5
    assert story.count(SAID_IN_PICTURE) == (pictures if is_synthetic else 0)


def test_a_folder_is_made_up_while_one_of_its_files_is(demo_raw, tmp_path):
    folder, elsewhere = tmp_path / "raw", str(tmp_path)
    shutil.copytree(demo_raw, folder)
    assert is_made_up(str(folder), elsewhere)
    inputs = [path for path in folder.glob("*.*") if path.name.startswith(("age", "fri", "men"))]
    assert len(inputs) > 3
    # Somebody's own files in place of the generated ones, whose manifest was left behind.
    for path in inputs[1:]:
        path.write_text("[]")
    assert is_made_up(str(folder), elsewhere)
    inputs[0].write_text("[]")
    assert not is_made_up(str(folder), elsewhere)
    assert is_made_up(elsewhere, str(demo_raw))


def test_generated_posts_and_logs_share_one_clock(demo_raw):
    """The log of the demo ends on the day before the newest tweet."""
    with duckdb.connect() as connection:
        (newest,) = connection.execute(
            "select max(strptime(status.created_at, '%a %b %d %H:%M:%S %z %Y'))"
            " from read_json(?, columns = {status: 'struct(created_at varchar)'})",
            [str(demo_raw / "age_profiles.json")],
        ).fetchone()
    assert 0 <= (newest - LAST_MIDNIGHT).total_seconds() < 2 * 86_400
