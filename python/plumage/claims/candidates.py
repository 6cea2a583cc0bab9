"""Families of models and the floors they have to beat, on shared matrices of numbers and texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.tree import DecisionTreeClassifier

from plumage.claims.data import COUNTS, LISTS, TEXT, numbers_of, statuses_of
from plumage.learning.weighted import Floats, Mask

MODEL_VERSION = "claims-1"
"""Changes whenever the same data would be scored differently."""

TERMS, LEAST_TEXTS = 300, 5
"""Words and pairs of words that models read, and texts that each must stand in."""

BINS = 10
"""Bins of a number, for naive Bayes."""

DIGITS = 9
"""Of probabilities, so that the order of a sum, which threads decide, does not show."""


def texts_of(table: pd.DataFrame) -> list[str]:
    """Texts, with '' for none."""
    texts = table[TEXT].astype(object) if TEXT in table else pd.Series("", table.index, object)
    return texts.where(texts.notna(), "").tolist()


@dataclass
class Encoded:
    """Videos as imputed numbers (a column for each ban status) and TF-IDF of terms."""

    numbers: pd.DataFrame
    text: sparse.csr_matrix
    encoder: Encoder
    kept: dict[tuple[str, str], Any] = field(default_factory=dict)

    def of(self, rows: Any) -> Encoded:
        """Keep some of the videos."""
        return Encoded(self.numbers.iloc[rows], self.text[rows], self.encoder)

    def permuted(self, name: str, seed: int) -> Encoded:
        """Give each video another one's value of a feature."""
        order = np.random.default_rng(seed).permutation(len(self.numbers))
        columns = self.encoder.columns_of((name,))
        values = dict(zip(columns, self.numbers[columns].to_numpy()[order].T, strict=True))
        return Encoded(self.numbers.assign(**values), self.text, self.encoder)

    def matrix(self, view: str, known: str) -> Any:
        """Make what a list knows, once: `plain` and dense, `scaled`, or `binned` and sparse."""
        if (view, known) not in self.kept:
            values = self.numbers[self.encoder.columns_of(LISTS[known])]
            matrix = getattr(self.encoder, view)(values)
            if TEXT in LISTS[known] and view == "plain":
                matrix = np.hstack([matrix, self.text.toarray().astype(np.float32)])
            elif TEXT in LISTS[known]:
                matrix = sparse.hstack([sparse.csr_matrix(matrix), self.text], format="csr")
            self.kept[view, known] = matrix
        return self.kept[view, known]


class Encoder:
    """What a training set says of numbers and texts, without its labels.

    Missing numbers become the median; a ban status that was not learned has no column.
    """

    def fit(self, table: pd.DataFrame) -> Encoder:
        """Learn medians, scales, bins, ban statuses and terms."""
        self.medians: dict[str, float] = {}
        self.statuses = statuses_of(table)
        raw = self._numbers(table)
        self.medians = {name: float(value) for name, value in raw.median().fillna(0).items()}
        numbers = raw.fillna(self.medians)
        self.means = {name: float(value) for name, value in numbers.mean().items()}
        self.scales = {name: float(value) or 1.0 for name, value in numbers.std(ddof=0).items()}
        inner = np.linspace(0, 1, BINS + 1)[1:-1]
        self.edges = {name: np.unique(np.quantile(numbers[name], inner)) for name in numbers}
        texts = texts_of(table)
        least = min(LEAST_TEXTS, max(1, len(texts) // 20))
        try:
            self.terms = TfidfVectorizer(ngram_range=(1, 2), max_features=TERMS, min_df=least)
            self.terms.fit(texts)
        except ValueError:  # No text has a word.
            self.terms = TfidfVectorizer(vocabulary=["none"]).fit(["none"])
        self.text_means = np.asarray(self.terms.transform(texts).mean(axis=0)).ravel()
        return self

    def encode(self, table: pd.DataFrame) -> Encoded:
        """Turn videos into matrices."""
        numbers = self._numbers(table).fillna(self.medians)
        return Encoded(numbers, self.terms.transform(texts_of(table)).tocsr(), self)

    def _numbers(self, table: pd.DataFrame) -> pd.DataFrame:
        values = {name: numbers_of(table, name) for name in ("duration_seconds", "is_verified")}
        values |= {name: np.log1p(numbers_of(table, name)) for name in COUNTS}
        status = table.get("author_ban_status", pd.Series(None, table.index, object)).astype(object)
        for name, column in zip(self.statuses, self.columns_of(["author_ban_status"]), strict=True):
            values[column] = (status == name).to_numpy(float)
        return pd.DataFrame(values)

    def columns_of(self, features: Sequence[str]) -> list[str]:
        """Columns of numbers that hold some features."""
        statuses = [f"author_ban_status {name}" for name in self.statuses]
        kinds = {"author_ban_status": statuses, TEXT: []}
        return [column for name in features for column in kinds.get(name, [name])]

    def plain(self, values: pd.DataFrame) -> Any:
        """Numbers as they are, for trees."""
        return values.to_numpy(np.float32)

    def scaled(self, values: pd.DataFrame) -> Floats:
        """Numbers in standard deviations from the mean."""
        means, scales = pd.Series(self.means)[[*values]], pd.Series(self.scales)[[*values]]
        return ((values - means) / scales).to_numpy()

    def binned(self, values: pd.DataFrame) -> sparse.csr_matrix:
        """Mark the bin of each number."""
        parts = []
        for name in values:
            bins = np.searchsorted(self.edges[name], values[name].to_numpy(), side="right")
            parts.append(sparse.eye_array(self.edges[name].size + 1, format="csr")[bins])
        return sparse.csr_matrix(sparse.hstack(parts))


class Family(NamedTuple):
    """A kind of model: how it is made from a seed, and the view of the matrix that it reads."""

    make: Callable[[int], Any]
    view: str


FAMILIES = {
    "forest": Family(lambda seed: RandomForestClassifier(
        60, min_samples_leaf=5, max_samples=0.5, n_jobs=2, random_state=seed), "plain"),
    "naive_bayes": Family(lambda _: MultinomialNB(), "binned"),
    "logistic": Family(lambda _: LogisticRegression(max_iter=500), "scaled"),
    "boosted": Family(lambda seed: HistGradientBoostingClassifier(
        max_iter=20, learning_rate=0.3, max_leaf_nodes=8, early_stopping=False,
        random_state=seed), "plain"),
}  # fmt: skip


class Fitted(NamedTuple):
    """A fitted model of a family on a list."""

    family: str
    known: str
    model: Any

    def predict(self, encoded: Encoded) -> Floats:
        """Probability of a claim."""
        matrix = encoded.matrix(FAMILIES[self.family].view, self.known)
        return self.model.predict_proba(matrix)[:, 1].round(DIGITS)


def fit(family: str, known: str, encoded: Encoded, is_claim: Mask, seed: int) -> Fitted:
    """Fit a family on a list."""
    make, view = FAMILIES[family]
    return Fitted(family, known, make(seed).fit(encoded.matrix(view, known), is_claim))


MAJORITY, ONE_RULE, KEYWORD = "majority", "one_rule", "keyword_rule"
FLOORS = (MAJORITY, ONE_RULE, KEYWORD)


class Rule:
    """The best single question: a number of `after` above a limit, or a term that a text has."""

    def __init__(self, name: str, encoded: Encoded, is_claim: Mask) -> None:
        self.name = name
        self.model = DecisionTreeClassifier(max_depth=1, random_state=0)
        self.model.fit(self._read(encoded), is_claim)
        tree, known = self.model.tree_, encoded.encoder
        names = known.columns_of(LISTS["after"])
        if name == KEYWORD:
            names = known.terms.get_feature_names_out()
        self.question, self.limit = "", np.nan
        if tree.node_count > 1:
            self.question, self.limit = str(names[tree.feature[0]]), float(tree.threshold[0])
            if self.question in COUNTS:
                self.limit = float(np.expm1(self.limit))

    def _read(self, encoded: Encoded) -> Any:
        if self.name == ONE_RULE:
            return encoded.matrix("plain", "after")
        return (encoded.text > 0).astype(np.float32)

    def predict(self, encoded: Encoded) -> Floats:
        """Share of claims on the side where a video is."""
        return self.model.predict_proba(self._read(encoded))[:, 1].round(DIGITS)
