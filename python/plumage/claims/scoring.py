"""A model that is kept: probabilities, zones and reasons of any video, or of a text alone."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from plumage.claims.candidates import Encoded, Encoder, Fitted, fit, texts_of
from plumage.claims.data import COUNTS, LISTS, TEXT, group_of, labels_of, numbers_of
from plumage.claims.judging import choose
from plumage.learning.weighted import Floats, Mask

REVIEW, LEAST_KNOWN = 0.5, 0.5
"""Probability from which a video is reviewed; share of its words that training texts have."""

REASONS, LEAST_PART = 3, 0.05
"""Most reasons, and the log odds that each must bring, beside the mean video."""

KEPT_LISTS = ("at_report_text", "after")


class ClaimModel(NamedTuple):
    """An encoder, the words that texts are known by, and models: the chosen ones, and logistic."""

    encoder: Encoder
    words: CountVectorizer
    chosen: dict[str, Fitted]
    explaining: dict[str, Fitted]

    @property
    def state(self) -> dict[str, Any]:
        """What is stored: arrays, texts, numbers and scikit-learn's models."""
        models = {"chosen": self.chosen, "explaining": self.explaining}
        return {"encoder": vars(self.encoder), "words": self.words} | {
            kind: {name: list(one) for name, one in by_list.items()}
            for kind, by_list in models.items()
        }

    @classmethod
    def of_state(cls, state: dict[str, Any]) -> ClaimModel:
        """Put a model together."""
        encoder = Encoder()
        vars(encoder).update(state["encoder"])
        chosen, explaining = (
            {name: Fitted(*one) for name, one in state[kind].items()}
            for kind in ("chosen", "explaining")
        )
        return cls(encoder, state["words"], chosen, explaining)


def fit_model(known: pd.DataFrame, *, seed: int) -> tuple[ClaimModel, list[dict[str, Any]]]:
    """Choose families and fit them on all videos with a label; what was tried stands beside."""
    is_claim, encoder = labels_of(known), Encoder().fit(known)
    encoded = encoder.encode(known)
    chosen, tried = choose(encoded, is_claim, group_of(known), seed=seed, repeat=0, fold=0)
    words = CountVectorizer(stop_words="english", min_df=2)
    try:
        words.fit(texts_of(known))
    except ValueError:  # No word stands in two texts.
        words = CountVectorizer(vocabulary=["none"])
    models = (
        {name: fit(family[name], name, encoded, is_claim, seed) for name in KEPT_LISTS}
        for family in (chosen, dict.fromkeys(KEPT_LISTS, "logistic"))
    )
    return ClaimModel(encoder, words, *models), tried


def score(
    model: ClaimModel, table: pd.DataFrame, *, show_texts: bool, given: Floats | None = None
) -> pd.DataFrame:
    """Score videos with the list that is known of each; some are given, out of fold."""
    counts = np.column_stack([numbers_of(table, name) for name in COUNTS])
    known = np.where(np.isnan(counts).any(axis=1), "none", "after").astype(object)
    texts = np.array(texts_of(table), dtype=object)
    rows = np.flatnonzero(known == "none")
    known[rows[known_share(model.words, texts[rows]) >= LEAST_KNOWN]] = "at_report_text"
    unlike = "no counts, and a text unlike those learned from"
    reasons = np.where(texts == "", "no counts and no text", unlike).astype(object)
    probability = np.full(len(table), np.nan)
    for name, one in model.chosen.items():
        rows = np.flatnonzero(known == name)
        if rows.size:
            encoded = model.encoder.encode(table.iloc[rows])
            probability[rows] = one.predict(encoded)
            if given is not None:
                probability[rows] = np.where(np.isnan(given[rows]), probability[rows], given[rows])
            is_called = probability[rows] >= REVIEW
            reasons[rows] = explain(
                model.explaining[name], encoded, table.iloc[rows], is_called, show_texts
            )
    zone = np.where(known == "none", "cannot", np.where(probability >= REVIEW, "review", "none"))
    columns = {"probability": probability, "zone": zone, "known": known, "reasons": reasons}
    return pd.DataFrame(columns)


def known_share(words: CountVectorizer, texts: Any) -> Floats:
    """Share of the words of texts, without the commonest of English, that training texts have."""
    if not len(texts):
        return np.zeros(0)
    split = words.build_analyzer()
    found = np.asarray(words.transform(texts).sum(axis=1)).ravel()
    return found / np.array([max(1, len(split(text))) for text in texts])


def explain(
    one: Fitted, encoded: Encoded, table: pd.DataFrame, is_called: Mask, show_texts: bool
) -> list[str]:
    """Say what speaks most for what a video is called, in a logistic regression on its list."""
    encoder, weights, sign = encoded.encoder, one.model.coef_[0], np.where(is_called, 1.0, -1.0)
    columns = encoder.columns_of(LISTS[one.known])
    by_column = encoder.scaled(encoded.numbers[columns]) * weights[: len(columns)]
    by_term = weights[len(columns) :]
    parts, phrases = [], []
    for name in LISTS[one.known]:
        places = [columns.index(column) for column in encoder.columns_of((name,))]
        part = by_column[:, places].sum(axis=1)
        if name == TEXT:
            part = encoded.text @ by_term - encoder.text_means @ by_term
        # What is not known of a video is no reason.
        parts.append(part * (table[name].notna().to_numpy() if name in table else 0.0))
        phrases.append(phrase(name, encoded, sign, by_term if show_texts else None))
    strength = np.column_stack(parts) * sign[:, None]
    order = np.argsort(-strength, axis=1, kind="stable")[:, :REASONS]
    return [
        "; ".join(phrases[place][row] for place in places if strength[row, place] >= LEAST_PART)
        for row, places in enumerate(order)
    ]


def phrase(name: str, encoded: Encoded, sign: Floats, by_term: Floats | None) -> Any:
    """Word the value of a feature, for each video; terms only where their weights are given."""
    encoder, numbers = encoded.encoder, encoded.numbers
    if name == TEXT and by_term is None:
        return np.where(sign > 0, "wording of claims", "wording of opinions")
    if name == TEXT:
        parts = (sparse.diags_array(sign) @ encoded.text).multiply(by_term).tocsr()
        terms = encoder.terms.get_feature_names_out()[np.asarray(parts.argmax(axis=1)).ravel()]
        return [f"says “{term}”" for term in terms]
    if name == "author_ban_status":
        marks = numbers[encoder.columns_of((name,))].to_numpy()
        words = np.array([*(f"author {status}" for status in encoder.statuses), "author unknown"])
        return words[np.where(marks.any(axis=1), marks.argmax(axis=1), -1)]
    values = numbers[name].to_numpy()
    is_much = values >= encoder.means[name]
    if name == "is_verified":
        return np.where(is_much, "author verified", "author not verified")
    if name == "duration_seconds":
        words = np.where(is_much, "long video", "short video")
        return [f"{word} ({value:.0f} s)" for word, value in zip(words, values, strict=True)]
    counts = np.expm1(values).round().astype(np.int64)
    words = np.where(is_much, "many", "few").astype(object) + f" {name.partition('_')[0]}s"
    return [f"{word} ({count:,})" for word, count in zip(words, counts, strict=True)]
