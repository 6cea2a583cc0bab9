"""Checks of the norm of a group's language."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.stats import spearmanr

from plumage.language.data import FAMILIES, GroupData, score, standardise
from plumage.language.norm import PLACEHOLDERS, LanguageNorm
from plumage.language.planting import PLANTED_KINDS, Sources, plant
from plumage.learning.intervals import CELLS_AT_ONCE, bootstrap_weights, percentile_limits
from plumage.learning.weighted import Floats, area_under_curve, correlation, rank_correlation

LENGTH_CLASSES = {
    "all": (0, None), "8+": (8, None), "5-7": (5, 7), "8-11": (8, 11), "12-15": (12, 15),
    "16+": (16, None),
}  # fmt: skip
REPORT_ROWS = 100

Side = tuple[pd.DataFrame, np.ndarray, np.ndarray]
"""Scores, users and token counts of some tweets."""


def recall_at_k(planted: Floats, own: Floats) -> float:
    """Share of the planted among as many highest scores; a tie at the edge counts in proportion.

    Examples
    --------
    >>> recall_at_k(np.array([5.0, 1.0]), np.array([2.0, 3.0, 0.0]))
    0.5
    """
    scores = np.concatenate([planted, own])
    edge = np.sort(scores)[::-1][planted.size - 1]
    free = planted.size - (scores > edge).sum()
    hits = (planted > edge).sum() + (planted == edge).sum() * free / (scores == edge).sum()
    return float(hits / planted.size)


def step_up(correlation: ArrayLike) -> ArrayLike:
    """Reliability of the whole from the correlation of its halves (Spearman 1910, Brown 1910)."""
    return 2 * correlation / (1 + correlation)


class Validation:
    """Collects the figures of one group.

    Parameters
    ----------
    data : GroupData
        What was read.
    planted_count : int
        Tweets to plant of each kind, at most.
    replicates : int
        Bootstrap replicates of the intervals.
    seed : int
        Seed of everything random.
    """

    def __init__(self, data: GroupData, *, planted_count: int, replicates: int, seed: int) -> None:
        self.data, self.replicates, self.seed = data, replicates, seed
        self.rng = np.random.default_rng(seed)
        self.planted_count = planted_count
        self.rows: list[dict[str, object]] = []
        norm_tweets = data.norm_tweets
        self.norm = LanguageNorm(list(norm_tweets["tokens"]), list(norm_tweets["user_id"]))
        scored = norm_tweets["cosine_score"].notna() & norm_tweets["surprisal_score"].notna()
        self.own = norm_tweets[scored].reset_index(drop=True)
        self.own_raw = score(self.norm, list(self.own["tokens"]), list(self.own["user_id"]))
        self.edges = data.classes["from_token_count"].to_numpy()
        # A third of the users stand outside the norm that outliers are held against: no measure may
        # know the tweets among which it has to find them.
        users = self.own["user_id"].unique()
        out = self.rng.permutation(users)[: len(users) // 3]
        inside = norm_tweets[~norm_tweets["user_id"].isin(out)]
        self.other_norm = LanguageNorm(list(inside["tokens"]), list(inside["user_id"]))
        raw = score(self.other_norm, list(self.own["tokens"]), list(self.own["user_id"]))
        is_out = self.own["user_id"].isin(out).to_numpy()
        self.inside_raw, self.inside = raw[~is_out], self.own[~is_out]
        self.outside_raw, self.outside = raw[is_out], self.own[is_out]

    def add(
        self,
        metric: str,
        kind: str,
        family: str,
        figure: float | tuple[float, float, float],
        *,
        length_class: str = "all",
        planted: int | None = None,
        own: int | None = None,
    ) -> None:
        """Add a row: a figure, or a figure with its limits."""
        value, low, high = figure if isinstance(figure, tuple) else (figure, None, None)
        self.rows.append(
            {
                "group_id": self.data.group_id,
                "metric": metric,
                "kind": kind,
                "length_class": length_class,
                "family": family,
                "value": value,
                "ci_low": low,
                "ci_high": high,
                "n_planted": planted,
                "n_own": own,
            }
        )

    def compare(self, kind: str, planted: Side, own: Side) -> None:
        """Add AUC and recall of planted against own tweets, in each length class."""
        for name, (low, high) in LENGTH_CLASSES.items():
            sides = []
            for scores, users, counts in (planted, own):
                inside = (counts >= low) & (counts <= (high or counts.max()))
                sides.append((scores[inside], users[inside]))
            (some, their_users), (others, own_users) = sides
            if len(some) < 20 or len(others) < 20:
                continue
            for family in FAMILIES:
                left, right = some[family].to_numpy(), others[family].to_numpy()
                sizes = {"length_class": name, "planted": left.size, "own": right.size}
                interval = self._auc(left, right, their_users, own_users)
                self.add("auc", kind, family, interval, **sizes)
                if kind != "held_out":
                    self.add("recall_at_k", kind, family, recall_at_k(left, right), **sizes)

    def _auc(
        self, left: np.ndarray, right: np.ndarray, left_users: np.ndarray, right_users: np.ndarray
    ) -> tuple[float, float, float]:
        """Chance that the left side scores higher, with its interval over users."""
        scores = np.concatenate([left, right])
        is_left = np.arange(scores.size) < left.size
        return self._over_users(
            lambda weights: area_under_curve(scores, is_left, weights), left_users, right_users
        )

    def _over_users(
        self, statistic: Callable[[Floats], Floats], *users: ArrayLike
    ) -> tuple[float, float, float]:
        """Resample users for a percentile interval; one on several sides is drawn once for all."""
        names, place = np.unique(np.concatenate(users), return_inverse=True)
        drawn = [statistic(np.ones((1, place.size)))]
        for portion in bootstrap_weights(names.size, replicates=self.replicates, seed=self.seed):
            # A user has many tweets: fewer replicates fit in memory at a time.
            parts = -(-len(portion) * place.size // CELLS_AT_ONCE)
            drawn += [statistic(weights[:, place]) for weights in np.array_split(portion, parts)]
        value, *replicates = np.concatenate(drawn)
        return float(value), *percentile_limits(np.array(replicates))

    def _side(self, tweets: pd.DataFrame, raw: pd.DataFrame, reference: pd.DataFrame) -> Side:
        scores = standardise(raw, reference, self.edges)
        return scores, tweets["user_id"].to_numpy(), raw["token_count"].to_numpy()

    def plant_outliers(self) -> None:
        """Plant every kind among the tweets of users outside the norm."""
        usual = [token for tokens in self.inside["tokens"] for token in tokens]
        sources = Sources(
            self.data.foreign_words, [token for token in usual if token not in PLACEHOLDERS]
        )
        own = self._side(self.outside, self.outside_raw, self.outside_raw)
        size = min(self.planted_count, len(self.outside))
        for kind in PLANTED_KINDS:
            if kind.startswith("swapped") and not sources.foreign_words:
                continue
            places = self.rng.choice(len(self.outside), size=size, replace=False)
            bases = self.outside.iloc[places]
            tweets = [
                plant(
                    [token for token in tokens if token not in PLACEHOLDERS],
                    kind,
                    sources,
                    self.rng,
                )
                for tokens in bases["tokens"]
            ]
            raw = score(self.other_norm, tweets, [None] * size)
            self.compare(kind, self._side(bases, raw, self.outside_raw), own)
        others = self.data.tweets[
            self.data.tweets["is_member"]
            & self.data.tweets["is_other_language"]
            & self.data.tweets["cosine_distance"].notna()
            & ~self.data.tweets["lang"].isin(["und"])
        ]
        if len(others) >= 20:
            raw = score(self.other_norm, list(others["tokens"]), list(others["user_id"]))
            side = self._side(others, raw, self.outside_raw)
            self.compare("other_language_observed", side, own)

    def hold_out(self) -> None:
        """Compare the users outside the norm with those inside: nothing to find."""
        self.compare(
            "held_out",
            self._side(self.outside, self.outside_raw, self.inside_raw),
            self._side(self.inside, self.inside_raw, self.inside_raw),
        )

    def tell_others(self) -> None:
        """Add the AUC of labelled users outside the group, by the marts' measures."""
        tweets = self.data.tweets
        aside = ["is_other_language", "is_template", "is_repeat", "is_mostly_links"]
        tables = {"tweets": tweets[~tweets[aside].any(axis=1)], "users": self.data.users}
        # Not the cosine: users in its norm lie nearer for that alone.
        columns = {"contrast": "contrast_bits", "surprisal": "surprisal_score"}
        for kind, table in tables.items():
            for family, column in columns.items():
                known = table[table[column].notna()]
                group, others = known[known["is_member"]], known[known["is_other_group"]]
                if len(group) < 20 or len(others) < 20:
                    continue
                interval = self._auc(
                    others[column].to_numpy(), group[column].to_numpy(),
                    others["user_id"].to_numpy(), group["user_id"].to_numpy(),
                )  # fmt: skip
                sizes = {"planted": len(others), "own": len(group)}
                self.add("others_auc", kind, family, interval, **sizes)

    def check_implementation(self) -> None:
        """Compare with the marts."""
        for family, column in (("cosine", "cosine_distance"), ("surprisal", "surprisal_bits")):
            gap = (self.own_raw[family] - self.own[column]).abs().max()
            self.add("largest_difference", "tweets", family, gap, own=len(self.own))

    def check_ranking(self) -> None:
        """Length correlation, agreement of the families, and who fills the list."""
        ranked = self.data.tweets[self.data.tweets["surprisal_rank"].notna()]
        names = ranked["user_id"].to_numpy()
        counts = ranked["token_count"].to_numpy(dtype=float)
        surprisal, cosine = (
            ranked[column].to_numpy() for column in ("surprisal_score", "cosine_score")
        )
        for family, values in (("surprisal", surprisal), ("cosine", cosine)):
            interval = self._correlation(values, counts, names)
            self.add("length_correlation", "tweets", family, interval, own=len(ranked))
        both = self._correlation(cosine, surprisal, names)
        self.add("family_agreement", "tweets", "surprisal", both, own=len(ranked))
        top = ranked.nsmallest(REPORT_ROWS, "surprisal_rank")
        share = float(top["user_id"].value_counts().max() / len(top)) if len(top) else float("nan")
        self.add("largest_user_share", "tweets", "surprisal", share, own=len(top))

    def _correlation(
        self, left: np.ndarray, right: np.ndarray, users: np.ndarray
    ) -> tuple[float, float, float]:
        """Spearman with its interval over users."""
        if left.size < 3:
            return np.nan, np.nan, np.nan
        return self._over_users(lambda weights: rank_correlation(left, right, weights), users)

    def check_reliability(self) -> None:
        """Correlation between halves: of users for the norm, of a user's tweets for scores."""
        norm_tweets = self.data.norm_tweets
        users = self.rng.permutation(norm_tweets["user_id"].unique())
        first = norm_tweets["user_id"].isin(set(users[: len(users) // 2]))
        halves = [
            LanguageNorm(list(half["tokens"]), list(half["user_id"]))
            for half in (norm_tweets[first], norm_tweets[~first])
        ]
        terms = [term for term, count in self.norm.user_frequencies.items() if count >= 5]
        left, right = (
            np.array([half.centroid.get(term, 0.0) for term in terms]) for half in halves
        )
        if len(terms) >= 3:
            reliability = float(step_up(spearmanr(left, right).statistic))
            self.add("split_half_reliability", "terms", "cosine", reliability, own=len(terms))
        order = self.own["user_id"].groupby(self.own["user_id"]).cumcount().to_numpy() % 2
        for family in ("surprisal", "cosine"):
            scores = self.own[f"{family}_score"]
            means = scores.groupby([self.own["user_id"], order]).mean().unstack()  # noqa: PD010
            means = means.dropna() if means.shape[1] == 2 else means.iloc[:0]
            if len(means) >= 20:
                halves = means.to_numpy().T
                reliability = self._over_users(
                    lambda weights, halves=halves: step_up(correlation(*halves, weights)),
                    means.index,
                )
                self.add("split_half_reliability", "users", family, reliability, own=len(means))

    def table(self) -> pd.DataFrame:
        """All rows, with the family of the highest AUC of each kind marked."""
        rows = pd.DataFrame(self.rows)
        of_kinds = (rows["metric"] == "auc") & (rows["kind"] != "held_out")
        best = rows[of_kinds].groupby(["kind", "length_class"])["value"].transform("max")
        rows["is_preferred"] = (rows.loc[of_kinds, "value"] == best).reindex(rows.index)
        return rows
