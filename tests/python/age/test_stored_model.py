"""A model that is kept answers as it did, for whoever has no ages, and is refused when in doubt."""

from __future__ import annotations

import json
import shutil
from copy import deepcopy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import skops.io as sio

from plumage.age import outputs
from plumage.age import run as run_of_age
from plumage.age.candidates import MODEL_VERSION
from plumage.age.stored_model import TRUSTED_TYPES
from plumage.age.validation import AgeProtocol
from plumage.core.tracking import check_untracked
from plumage.learning import store as model_store
from plumage.learning.store import CARD_FILE, MODEL_FILE, sha256_of
from plumage.warehouse.void import remember_void
from support.made_up_marts import Marts, make_marts, write_warehouse
from support.places import ROOT
from support.predict_runs import Run, run_again, run_predict

JUDGED = AgeProtocol(folds=2, repeats=1, replicates=20, shuffles=0, ablated=(), permutes=False)
ANSWERS = ("age_predictions", "age_band_probabilities", "drivers", "training_profile")


class Intruder:
    """A type that no model has a use for."""


@pytest.fixture(scope="module")
def marts() -> Marts:
    return make_marts(labelled=70, targets=12, others=8)


@pytest.fixture(scope="module")
def saved(marts, tmp_path_factory) -> Run:
    """A run whose model was kept in the folder `model` beside its warehouse."""
    folder = tmp_path_factory.mktemp("saved")
    run = run_predict(marts, folder, "--save", str(folder / "model"), protocol=JUDGED)
    assert run.status == 0
    return run


@pytest.fixture
def kept(saved, tmp_path) -> Path:
    """A copy of the model, to be spoilt."""
    return Path(shutil.copytree(saved.folder / "model", tmp_path / "model"))


def unlabelled(marts: Marts) -> Marts:
    """The same users in another warehouse, in which nobody's age is known."""
    elsewhere = deepcopy(marts)
    elsewhere.dim_age_users["age_years"] = pd.Series(
        pd.NA, index=elsewhere.dim_age_users.index, dtype="Int64"
    )
    elsewhere.fct_held_out_labels = elsewhere.fct_held_out_labels.head(0)
    elsewhere.dim_warehouse["data_fingerprint"] = "d" * 32
    return elsewhere


def change_card(folder: Path, **changed: object) -> None:
    card = json.loads((folder / CARD_FILE).read_text())
    (folder / CARD_FILE).write_text(json.dumps(card | changed))


def test_a_kept_model_answers_identically_without_ages_and_without_fit(
    saved, marts, tmp_path, monkeypatch, capsys
):
    for name in ("estimate", "check_learnable"):
        monkeypatch.delattr(run_of_age, name)
    run = run_predict(unlabelled(marts), tmp_path, "--model", str(saved.folder / "model"))
    assert run.status == 0
    assert run.output.read_bytes() == saved.output.read_bytes()
    known = saved.table("age_predictions").query("has_known_age").set_index("user_id")
    again = run.table("age_predictions").set_index("user_id").loc[known.index]
    assert (again["predicted_age_years"] == known["in_sample_age_years"]).all()
    for name in ANSWERS:
        one, two = (
            found.table(name).drop(columns=["run_id", "data_fingerprint"], errors="ignore")
            for found in (saved, run)
        )
        if "predictions" in name or "probabilities" in name:
            one, two = (rows[~rows["user_id"].isin(known.index)] for rows in (one, two))
        pd.testing.assert_frame_equal(one, two, check_exact=True)
    assert run.table("model_metrics").empty
    (row,) = run.table("model_runs").to_dict("records")
    assert row["validation"] == "stored_model"
    assert row["data_fingerprint"] == "d" * 32
    shown = capsys.readouterr().out
    assert "By its card" in shown
    assert "other variables" not in shown


def test_a_kept_model_says_nothing_of_users_it_may_have_learned_from(saved, marts, tmp_path):
    """It keeps no id: whose age is known here gets the year that is named in-sample alone."""
    run = run_predict(marts, tmp_path, "--model", str(saved.folder / "model"))
    published = run.table("age_predictions").set_index("user_id")
    known = published[published["has_known_age"]]
    own = saved.table("age_predictions").set_index("user_id").loc[known.index]
    assert len(known) == marts.dim_age_users["age_years"].notna().sum()
    assert (known["in_sample_age_years"] == own["in_sample_age_years"]).all()
    answers = known.loc[:, "predicted_age_years":"abstain"].drop(columns="has_known_age")
    assert answers.isna().all(axis=None)
    others = published[~published["has_known_age"]].drop(columns="in_sample_age_years")
    assert others.notna().all(axis=None)
    assert set(run.table("age_band_probabilities")["user_id"]) == set(others.index)
    assert run.output.read_bytes() == saved.output.read_bytes()


def test_users_and_words_that_the_model_has_not_seen_get_answers(saved, tmp_path):
    others = make_marts(labelled=20, targets=12, others=8, seed=9)
    others.feat_user_terms["term"] = others.feat_user_terms["term"] + "\u200d\U0001f9ff"
    run = run_predict(unlabelled(others), tmp_path, "--model", str(saved.folder / "model"))
    assert run.status == 0
    predictions = run.table("age_predictions")
    assert len(predictions) == len(others.feat_users)
    assert predictions.drop(columns="in_sample_age_years").notna().all(axis=None)
    assert len(set(predictions["predicted_age_years"])) > 1


def test_whoever_answers_for_another_population_is_told_what_the_model_does_not_know(
    saved, marts, tmp_path, capsys
):
    """Everybody follows new accounts: no number of feat_users shows it."""
    others = unlabelled(marts)
    others.feat_user_accounts["account_id"] += 10_000_000
    for name, other in (("same", marts), ("other", others)):
        run = run_predict(
            unlabelled(other), tmp_path / name, "--model", str(saved.folder / "model")
        )
        table = run.table("known_facts").set_index("source")
        shown = capsys.readouterr().out
        is_other = name == "other"
        assert ("WARNING: of some facts" in shown) == is_other
        assert ("follows 0%" in shown) == is_other
        share = 0 if is_other else 1
        assert table.loc["follows", "known_share"] == table.loc["mentions", "known_share"] == share
        assert table.loc["terms_tweets", "known_share"] == 1
        followers = marts.feat_user_accounts.query("relation == 'follows'")["user_id"].nunique()
        assert table.loc["follows", "user_count"] == followers


def test_card_tells_what_the_warehouse_tells(saved, marts):
    card = json.loads((saved.folder / "model" / CARD_FILE).read_text())
    (run,) = saved.table("model_runs").to_dict("records")
    for name in ("run_id", "data_fingerprint", "seed", "labelled_user_count", "model_version"):
        assert card[name] == run[name]
    metrics = saved.table("model_metrics").set_index(
        ["model", "evaluation", "population", "metric"]
    )
    assert card["metrics"]
    for row in card["metrics"]:
        found = metrics.loc[(row["model"], row["evaluation"], row["population"], row["metric"])]
        for name in ("value", "ci_low", "floor_value"):
            assert row[name] == pytest.approx(found[name], nan_ok=True) or pd.isna(found[name])
    assert card["intended_use"]
    assert card["limits"]
    assert card["file"]["sha256"] == sha256_of(saved.folder / "model" / MODEL_FILE)


def test_no_id_of_a_user_is_in_the_file(saved, marts):
    """Of the users learned from, nothing that names one is kept."""
    state = sio.load(saved.folder / "model" / MODEL_FILE, trusted=list(TRUSTED_TYPES))
    users = set(marts.feat_users["user_id"])
    arrays = list(arrays_in(state))
    assert len(arrays) > 50
    for array in arrays:
        assert not users & set(array.ravel().tolist())
        assert array.shape[:1] != (70,)


def arrays_in(state: object):
    if isinstance(state, np.ndarray):
        yield state
    elif isinstance(state, dict):
        for one in state.values():
            yield from arrays_in(one)
    elif isinstance(state, (list, tuple)):
        for one in state:
            yield from arrays_in(one)


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        (f"this Plumage has {MODEL_VERSION}", {"model_version": "age-0"}),
        ("made with scikit-learn 0.1", {"scikit_learn": "0.1.2"}),
        ("other features than the warehouse has", {"features": ["height"]}),
        ("other age bands", {"bands": []}),
        ("other pseudonyms", {"pseudonym_key_check": "abc"}),
        ("not a model card", {"format": 0}),
        ("its card says 12: it is incomplete", {"file": {"bytes": 12, "sha256": ""}}),
    ],
)
def test_a_model_that_does_not_fit_is_refused_in_one_line(
    saved, kept, capsys, words, changed, tmp_path
):
    change_card(kept, **changed)
    assert_refused(saved, kept, words, capsys)


def assert_refused(saved: Run, kept: Path, words: str, capsys) -> None:
    before = saved.output.read_bytes(), saved.table("model_runs")
    capsys.readouterr()
    assert run_again(saved, "--model", str(kept)) == 2
    shown = capsys.readouterr()
    assert words in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""
    assert saved.output.read_bytes() == before[0]
    pd.testing.assert_frame_equal(saved.table("model_runs"), before[1])


def spoil_byte(kept: Path) -> None:
    data = bytearray((kept / MODEL_FILE).read_bytes())
    data[len(data) // 2] ^= 1
    (kept / MODEL_FILE).write_bytes(data)


def cut_short(kept: Path) -> None:
    data = (kept / MODEL_FILE).read_bytes()
    (kept / MODEL_FILE).write_bytes(data[: len(data) // 2])


def seal(kept: Path) -> None:
    """Let the card tell of the file as it is: what whoever forges one would do."""
    path = kept / MODEL_FILE
    change_card(kept, file={"bytes": path.stat().st_size, "sha256": sha256_of(path)})


def cut_short_and_seal(kept: Path) -> None:
    cut_short(kept)
    seal(kept)


def put_foreign_type(kept: Path) -> None:
    sio.dump({"encoder": Intruder()}, kept / MODEL_FILE)
    seal(kept)


def put_other_content(kept: Path) -> None:
    sio.dump({"encoder": [1, 2]}, kept / MODEL_FILE)
    seal(kept)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (spoil_byte, "changed or damaged"),
        (cut_short, "it is incomplete"),
        (cut_short_and_seal, "cannot be read as a model"),
        (put_foreign_type, "test_stored_model.Intruder"),
        (put_other_content, "cannot be read as a model"),
        (lambda kept: (kept / MODEL_FILE).unlink(), "it has no model.skops"),
        (lambda kept: (kept / CARD_FILE).unlink(), "it has no card.json"),
        (lambda kept: (kept / CARD_FILE).write_text("{"), "not a model card"),
        (shutil.rmtree, "there is no folder"),
    ],
)
def test_a_spoilt_or_foreign_model_is_refused_in_one_line(saved, kept, capsys, spoil, words):
    spoil(kept)
    assert_refused(saved, kept, words, capsys)


def test_a_model_of_somebody_who_was_removed_since_is_refused(saved, kept, capsys, tmp_path):
    run = Run(tmp_path, status=0)
    write_warehouse(make_marts(labelled=20, targets=3, others=2), run.warehouse)
    remember_void(run.warehouse)
    assert run_again(run, "--model", str(kept)) == 2
    assert "removed since" in capsys.readouterr().err


def test_a_save_that_is_cut_short_leaves_the_earlier_model(saved, kept, marts, monkeypatch):
    """Whichever step fails, the next one finds a whole model: the earlier or the new one."""
    before = sha256_of(kept / MODEL_FILE)
    rename, failing = model_store.os.rename, []

    def interrupted(old: Path, new: Path) -> None:
        if new.name == "model" and old.name.endswith("saving"):
            failing.append(old)
            raise KeyboardInterrupt
        rename(old, new)

    monkeypatch.setattr(model_store.os, "rename", interrupted)
    # As killed: nothing is tidied up on the way out.
    monkeypatch.setattr(model_store.shutil, "rmtree", lambda *_, **__: None)
    recover = model_store.recover
    monkeypatch.setattr(model_store, "recover", lambda folder: None)
    assert run_again(saved, "--save", str(kept), protocol=JUDGED) == 130
    assert failing
    assert not kept.exists()
    monkeypatch.undo()
    recover(kept)
    assert sha256_of(kept / MODEL_FILE) == before


def test_save_takes_no_folder_that_holds_something_else(saved, tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")
    assert run_again(saved, "--save", str(tmp_path), protocol=JUDGED) == 2
    assert "something else than a model" in capsys.readouterr().err
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("with_git", [True, False])
def test_a_model_is_not_kept_where_git_would_track_it(saved, monkeypatch, capsys, with_git):
    if not with_git:
        monkeypatch.setenv("PATH", "")
    folder = ROOT / "models" / "may"
    assert run_again(saved, "--save", str(folder), protocol=JUDGED) == 2
    said = capsys.readouterr().err
    assert "git would track personal data" in said
    assert "--save kept/NAME" in said
    assert not folder.exists()
    check_untracked(ROOT / "kept" / "may" / MODEL_FILE, option="--save", instead="")


@pytest.mark.parametrize("folder", [ROOT / "kept", ROOT / "kept" / "may" / ".."])
def test_the_folder_of_all_models_is_not_one_of_them(saved, capsys, folder):
    assert run_again(saved, "--save", str(folder), protocol=JUDGED) == 2
    assert "is the folder of all models: name it, --save kept/NAME" in capsys.readouterr().err


def test_predictions_outside_are_said_to_be_nobodys_but_yours(saved, capsys):
    assert run_again(saved, protocol=JUDGED) == 0
    assert f"plumage forget does not look at {saved.output}" in capsys.readouterr().out


def test_the_same_run_is_not_repeated_and_gives_the_same_file(saved, monkeypatch, capsys):
    capsys.readouterr()
    before, row = saved.output.read_bytes(), saved.table("model_runs")
    monkeypatch.setattr(run_of_age, "estimate", None)
    # The last would leave the warehouse without figures.
    for arguments in ((), ("--validate", "none"), ("--fresh", "--validate", "none")):
        saved.output.unlink()
        assert run_again(saved, *arguments, protocol=JUDGED) == 0
        assert saved.output.read_bytes() == before
        shown = capsys.readouterr().out
        assert "those of the run in the warehouse" in shown
        assert "stacked, for years *" in shown
    pd.testing.assert_frame_equal(saved.table("model_runs"), row)


def test_a_run_that_is_not_judged_removes_no_figures_of_another_seed(saved, capsys):
    before = saved.table("model_metrics")
    assert run_again(saved, "--validate", "none", "--seed", "2", protocol=JUDGED) == 2
    assert "a judged run on the same data (seed 1)" in capsys.readouterr().err
    pd.testing.assert_frame_equal(saved.table("model_metrics"), before)


@pytest.mark.parametrize("asked", [("--seed", "2"), ("--validate", "full"), ("--fresh",), ()])
def test_another_run_is_not_taken_for_the_same(saved, monkeypatch, asked):
    class Fitted(Exception):
        pass

    def estimate(*_, **__):
        raise Fitted

    monkeypatch.setattr(run_of_age, "estimate", estimate)
    if not asked:
        monkeypatch.setattr(outputs, "fitting_code_md5", lambda: "of a changed model")
    with pytest.raises(Fitted):
        run_again(saved, *asked)
