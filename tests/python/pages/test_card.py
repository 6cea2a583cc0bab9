"""The card of a kept model as a page: figures beside baselines, groups, limits, and no user."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from plumage.__main__ import main
from plumage.age.report import figure
from plumage.age.validation import AgeProtocol
from plumage.learning.store import CARD_FILE
from plumage.pages.card import cli
from support.browser import DESKTOP, NARROW, TELEPHONE
from support.made_up_marts import make_marts
from support.predict_runs import Run, run_predict

JUDGED = AgeProtocol(folds=2, repeats=1, replicates=20, shuffles=0, ablated=(), permutes=False)
HOSTILE = "<script>alert(1)</script>&\"'"


@pytest.fixture(scope="module")
def saved(tmp_path_factory) -> Run:
    folder = tmp_path_factory.mktemp("card")
    marts = make_marts(labelled=70, targets=12, others=8)
    run = run_predict(marts, folder, "--save", str(folder / "may"), protocol=JUDGED)
    assert run.status == 0
    return run


@pytest.fixture
def model(saved, tmp_path) -> Path:
    """A copy of the model, to be changed."""
    return Path(shutil.copytree(saved.folder / "may", tmp_path / "may"))


def change(model: Path, change_card: Callable[[dict], object]) -> None:
    card = json.loads((model / CARD_FILE).read_text())
    change_card(card)
    (model / CARD_FILE).write_text(json.dumps(card))


def page_of(model: Path) -> str:
    output = model.parent / "card.html"
    assert main(["card", str(model), "--output", str(output)]) == 0
    return output.read_text()


def words_of(page: str) -> str:
    text = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_it_shows_use_limits_figures_with_floors_and_groups(model):
    card, words = json.loads((model / CARD_FILE).read_text()), words_of(page_of(model))
    for said in (*card["intended_use"], *card["limits"], card["run_id"], card["file"]["sha256"]):
        assert said in words
    rows = [
        row
        for row in card["metrics"]
        if (row["model"], row["evaluation"], row["population"]) == ("stacked_years", "cv", "all")
    ]
    error = next(row for row in rows if row["metric"] == "mae")
    shown = figure(error["value"], error["ci_low"], error["ci_high"])
    assert f"It is off by {shown} years on average" in words
    assert f"{figure(error['floor_value'])} (constant median)" in words
    for band in card["bands"]:
        assert f"aged {band['age_band']}" in words


def test_no_user_is_in_it(model, saved):
    page = page_of(model)
    users = saved.table("age_predictions")["user_id"].astype(str)
    assert len(users) > 50
    assert not set(users) & set(re.findall(r"\d+", page))


def test_a_model_that_was_not_evaluated_says_so(model):
    change(model, lambda card: card.update(metrics=[], interval_cover=[], band_set_cover=[]))
    words = words_of(page_of(model))
    assert "It was not evaluated" in words
    assert "before you quote any figure" in words


def test_hostile_words_come_out_as_words(model):
    def spoil(card: dict) -> None:
        card["limits"] = [HOSTILE]
        card["library_versions"] = card["chosen"]["years"] = card["as_of"] = HOSTILE
        for row in (*card["bands"], *card["interval_cover"]):
            row["age_band"] = row["group_value"] = row["verdict"] = HOSTILE

    change(model, spoil)
    page = page_of(model)
    assert "<script" not in page
    assert HOSTILE in words_of(page)


def test_without_a_folder_the_model_kept_last_is_shown(model, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(cli, "KEPT", tmp_path / "kept")
    assert main(["card", "--output", str(tmp_path / "card.html")]) == 2
    assert "plumage predict --save kept/NAME" in capsys.readouterr().err
    shutil.copytree(model, tmp_path / "kept" / "june")
    assert main(["card", "--output", str(tmp_path / "card.html")]) == 0
    assert "<h1>june</h1>" in (tmp_path / "card.html").read_text()


def test_a_card_that_lacks_what_is_shown_is_refused_in_one_line(model, tmp_path, capsys):
    change(model, lambda card: card.pop("limits"))
    assert main(["card", str(model), "--output", str(tmp_path / "card.html")]) == 2
    assert "is not a model card of this version ('limits')" in capsys.readouterr().err


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESKTOP, TELEPHONE, NARROW])
def test_axe_finds_nothing_and_nothing_overflows(visit, model, size):
    page_of(model)
    visited = visit(model.parent / "card.html", size=size)
    assert visited.findings() == []
    assert visited.overflow() == 0
    visited.assert_silent()
