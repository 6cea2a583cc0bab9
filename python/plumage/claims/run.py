"""One run: read, judge, fit, score every video, and store or keep all of it."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from plumage import __version__
from plumage.claims.candidates import DIGITS, KEYWORD, MODEL_VERSION, ONE_RULE, Encoder, Rule
from plumage.claims.data import LISTS, Videos, labels_of, read_videos
from plumage.claims.files import CHUNK
from plumage.claims.judging import PROTOCOLS, cross_validate, judge
from plumage.claims.queue import queue_yield
from plumage.claims.scoring import REVIEW, ClaimModel, fit_model, score
from plumage.claims.verified import compare, regress
from plumage.core.errors import PlumageError
from plumage.core.paths import MODEL_FILE
from plumage.core.terminal import progress
from plumage.learning.store import (
    TRAIN_ANEW,
    Card,
    check_savable,
    check_whole,
    read_card,
    read_model,
    recover,
    save_model,
)
from plumage.warehouse.access import replace_predictions
from plumage.warehouse.lock import sole_writer
from plumage.warehouse.state import hash_of_code
from plumage.warehouse.void import void_fingerprints

LIBRARIES = ("numpy", "scipy", "pandas", "scikit-learn", "statsmodels")
TRUSTED_TYPES = (
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.tree._tree.Tree",
)
"""Types beyond those that skops takes for safe: trees, which are arrays."""

INTENDED_USE = (
    "Putting reported videos in an order of review; a person decides of each.",
    "Videos of the same kind as those learned from, in the same language.",
)
LIMITS = (
    "It says whether words and counts look like those of claims, never whether a claim is true.",
    "No ground for a sanction: never ban an author or take a video down by it.",
    "Of a fresh report it knows the text alone; counts grow after publication.",
    "The file holds words that several texts have in common, and no video, id or row.",
    "The hash in this card detects damage. It is not a signature.",
)


def run(
    warehouse: Path, *, seed: int = 1, validation: str = "quick", save: Path | None = None
) -> dict[str, Any]:
    """Judge the models, score every video, and store both; what is returned is for a summary."""
    if save:
        check_savable(save)
    with sole_writer(warehouse, "plumage claims"):
        videos = read_videos(warehouse)
        known, protocol = videos.known, PROTOCOLS[validation]
        with threadpool_limits(1):
            with progress("models, out of fold"):
                found = cross_validate(known, protocol, seed=seed)
            tables: dict[str, pd.DataFrame] = {}
            if validation != "none":
                with progress("figures and tests"):
                    tables = judge(known, found, protocol, seed=seed)
                    merge(tables, rules_of(known, bool(videos.facts["show_texts"])))
                    merge(tables, regress(known, protocol, seed=seed))
                    scores = {name: found.chosen(name) for name in ("at_report_text", "after")}
                    tables["claims_queue_yield"] = queue_yield(
                        known, found.is_claim, scores, seed=seed
                    )
                    tables["claims_tests"] = compare(known, seed=seed)
            with progress("scores"):
                model, tried = fit_model(known, seed=seed)
                merge(tables, {"model_configurations": pd.DataFrame(tried)})
                tables["claims_scores"] = score_all(videos, model, found.chosen("after"))
        row = run_row(videos, validation, seed=seed)
        tables = {name: tidy(rows).assign(run_id=row["run_id"]) for name, rows in tables.items()}
        replace_predictions(
            warehouse, {"model_runs": pd.DataFrame([row]), **tables}, subject="claims"
        )
    if save:
        save_model(save, model.state, card_of(videos, row, model, tables))
    return {"run": row, "tables": tables}


def merge(tables: dict[str, pd.DataFrame], others: dict[str, pd.DataFrame]) -> None:
    """Add rows to tables."""
    for name, rows in others.items():
        tables[name] = pd.concat([tables[name], rows]) if name in tables else rows


def tidy(rows: pd.DataFrame) -> pd.DataFrame:
    """Round figures, so that the order of a sum does not show."""
    numbers = rows.select_dtypes("float").columns
    return rows.assign(**{name: rows[name].round(DIGITS) for name in numbers})


def rules_of(known: pd.DataFrame, show_texts: bool) -> dict[str, pd.DataFrame]:
    """Word the floors as they are on all videos: the column or term, and its limit."""
    encoded = Encoder().fit(known).encode(known)
    rows = []
    for name in (ONE_RULE, KEYWORD):
        rule = Rule(name, encoded, labels_of(known))
        is_shown = name == ONE_RULE or show_texts
        tested = rule.question if is_shown else "a term of the text"
        limit = rule.limit if name == ONE_RULE else None
        rows.append({"test": name, "tested": tested, "user_count": len(known), "statistic": limit,
                     "verdict": "rule" if rule.question else "none"})  # fmt: skip
    return {"model_tests": pd.DataFrame(rows)}


def score_all(videos: Videos, model: ClaimModel, out_of_fold: np.ndarray) -> pd.DataFrame:
    """Score every video; those learned from as models said that had not seen them."""
    given = np.full(len(videos.table), np.nan)
    given[videos.learned] = out_of_fold
    parts = []
    for start in range(0, len(videos.table), CHUNK):
        rows = slice(start, start + CHUNK)
        part = videos.table.iloc[rows]
        shown = bool(videos.facts["show_texts"])
        scored = score(model, part, show_texts=shown, given=given[rows])
        parts.append(scored.assign(video_id=part["video_id"].to_numpy()))
    return pd.concat(parts, ignore_index=True)


def run_row(videos: Videos, validation: str, *, seed: int) -> dict[str, Any]:
    """Describe a run; the same run repeated gives the same row."""
    protocol, package = PROTOCOLS[validation], Path(__file__).resolve().parents[1]
    folders = (package / "claims", package / "learning")
    versions = " ".join(f"{name}={version(name)}" for name in LIBRARIES)
    hashed = pd.util.hash_pandas_object(videos.table, index=False).to_numpy()
    inputs = hashlib.md5(hashed.tobytes(), usedforsecurity=False).hexdigest()
    code = hash_of_code(path for folder in folders for path in folder.rglob("*.py"))
    identity = repr((inputs, MODEL_VERSION, __version__, code, versions, seed, protocol))
    facts = ("data_fingerprint", "settings_fingerprint", "as_of")
    return {name: videos.facts[name] for name in facts} | {
        "run_id": hashlib.md5(identity.encode(), usedforsecurity=False).hexdigest()[:16],
        "model_version": MODEL_VERSION,
        "project_version": __version__,
        "input_fingerprint": inputs,
        "library_versions": versions,
        "seed": seed,
        "labelled_user_count": videos.learned.size,
        "predicted_user_count": len(videos.table),
        "fold_count": protocol.folds,
        "repeat_count": protocol.repeats,
        "bootstrap_replicate_count": protocol.replicates,
        "validation": validation,
    }


def card_of(
    videos: Videos, row: dict[str, Any], model: ClaimModel, tables: dict[str, pd.DataFrame]
) -> Card:
    """Write the card of a model."""
    metrics = tables.get("model_metrics", pd.DataFrame({"model": []}))
    metrics = metrics[metrics["model"].isin([f"chosen {name}" for name in model.chosen])]
    columns = ["model", "metric", "value", "ci_low", "ci_high", "floor_name", "floor_value", "n"]
    return {
        **{name: value for name, value in row.items() if name != "as_of"},
        "subject": "claims",
        "scikit_learn": version("scikit-learn"),
        "is_synthetic": bool(videos.facts["is_synthetic"]),
        "features": {name: list(LISTS[name]) for name in model.chosen},
        "chosen": {name: one.family for name, one in model.chosen.items()},
        "threshold": REVIEW,
        "metrics": [
            {name: None if pd.isna(value) else value for name, value in one.items()}
            for one in metrics.reindex(columns=columns).to_dict("records")
        ],
        "intended_use": list(INTENDED_USE),
        "limits": list(LIMITS),
    }


def load_model(folder: Path, warehouse: Path) -> ClaimModel:
    """Read a kept model of this version, unless somebody was removed from its data since."""
    recover(folder)
    card = read_card(
        folder, ("model_version", "scikit_learn", "data_fingerprint"), subject="claims"
    )
    here = version("scikit-learn").rpartition(".")[0]
    if card["model_version"] != MODEL_VERSION or card["scikit_learn"].rpartition(".")[0] != here:
        raise PlumageError(
            f"the model in {folder} is {card['model_version']} of scikit-learn "
            f"{card['scikit_learn']}, here is {MODEL_VERSION} of {here}: {TRAIN_ANEW}"
        )
    if card["data_fingerprint"] in void_fingerprints(warehouse):
        raise PlumageError(f"the model in {folder} learned from data of people who were removed "
                           f"since: delete the folder, then {TRAIN_ANEW}")  # fmt: skip
    check_whole(folder / MODEL_FILE, card)
    return read_model(folder / MODEL_FILE, TRUSTED_TYPES, ClaimModel.of_state)
