"""Is the measure of unusual language any good? ``python -m plumage.language_validation``.

Plants outliers of known kinds among the tweets of each group, scores them by the independent
implementation of ``language_norm`` (and shows that this one agrees with the marts), and writes what
is found to ``predictions.language_validation``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from plumage.errors import PlumageError
from plumage.language_agreement import over_users, recall_at_k, spearman, step_up, weighted_auc
from plumage.language_data import FAMILIES, GroupData, read_group, score, standardise, summary
from plumage.language_left_out import ExactNorm, largest_bit_change, largest_change
from plumage.language_norm import PLACEHOLDERS, LanguageNorm
from plumage.language_planting import PLANTED_KINDS, Sources, plant
from plumage.places import warehouse_path
from plumage.warehouse import connect, replace_predictions

LENGTH_CLASSES = {"5-7": (5, 7), "8-11": (8, 11), "12-15": (12, 15), "16+": (16, None)}
AT_LEAST_8 = (8, None)
REPORT_ROWS = 100
RECOMPUTED_AUTHORS = 12
RECOMPUTED_CELLS = 500_000_000
"""Authors without whom the norm is made anew: so many at least, more where the matrix is small."""


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
        self.own_scores = standardise(self.own_raw, self.own_raw, self.edges)

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

    def compare(
        self,
        kind: str,
        planted: tuple[pd.DataFrame, np.ndarray, np.ndarray],
        own: tuple[pd.DataFrame, np.ndarray, np.ndarray],
    ) -> None:
        """Add AUC and recall of planted against own tweets, in each length class.

        Parameters
        ----------
        kind : str
            What was planted.
        planted, own : (scores, users, token counts)
            Of either side.
        """
        classes = {"all": (0, None), "8+": AT_LEAST_8, **LENGTH_CLASSES}
        for name, (low, high) in classes.items():
            sides = []
            for scores, users, counts in (planted, own):
                inside = (counts >= low) & (counts <= (high or counts.max()))
                sides.append((scores[inside], users[inside]))
            (some, their_users), (others, own_users) = sides
            if len(some) < 20 or len(others) < 20:
                continue
            for family in FAMILIES:
                left, right = some[family].to_numpy(), others[family].to_numpy()
                size = left.size

                def auc(weights: np.ndarray, left=left, right=right, size=size) -> float:
                    return weighted_auc(left, right, weights[:size], weights[size:])

                interval = over_users(
                    auc, (their_users, own_users), replicates=self.replicates, seed=self.seed
                )
                sizes = {"length_class": name, "planted": size, "own": right.size}
                self.add("auc", kind, family, interval, **sizes)
                if kind != "held_out":
                    self.add("recall_at_k", kind, family, recall_at_k(left, right), **sizes)

    def plant_outliers(self) -> None:
        """Plant every kind among the group's own tweets."""
        sources = Sources(
            self.data.foreign_words,
            [
                token
                for tokens in self.own["tokens"]
                for token in tokens
                if token not in PLACEHOLDERS
            ],
        )
        own = (
            self.own_scores,
            self.own["user_id"].to_numpy(),
            self.own_raw["token_count"].to_numpy(),
        )
        size = min(self.planted_count, len(self.own))
        for kind in PLANTED_KINDS:
            if kind.startswith("swapped") and not sources.foreign_words:
                continue
            bases = self.own.iloc[self.rng.choice(len(self.own), size=size, replace=False)]
            tweets = [
                plant(
                    [token for token in tokens if token not in PLACEHOLDERS],
                    kind,
                    sources,
                    self.rng,
                )
                for tokens in bases["tokens"]
            ]
            raw = score(self.norm, tweets, list(bases["user_id"]))
            scores = standardise(raw, self.own_raw, self.edges)
            users = bases["user_id"].to_numpy()
            self.compare(kind, (scores, users, raw["token_count"].to_numpy()), own)
        self._observe_languages(own)

    def _observe_languages(self, own: tuple[pd.DataFrame, np.ndarray, np.ndarray]) -> None:
        """Score the data's own tweets that carry another language tag."""
        others = self.data.tweets[
            self.data.tweets["is_other_language"]
            & self.data.tweets["cosine_distance"].notna()
            & ~self.data.tweets["lang"].isin(["und"])
        ]
        if len(others) >= 20:
            raw = score(self.norm, list(others["tokens"]), list(others["user_id"]))
            scores = standardise(raw, self.own_raw, self.edges)
            side = (scores, others["user_id"].to_numpy(), raw["token_count"].to_numpy())
            self.compare("other_language_observed", side, own)

    def hold_out(self) -> None:
        """Score tweets of a third of the users against a norm of the rest: nothing to find."""
        users = self.own["user_id"].unique()
        out = set(self.rng.permutation(users)[: len(users) // 3])
        inside = self.data.norm_tweets[~self.data.norm_tweets["user_id"].isin(out)]
        norm = LanguageNorm(list(inside["tokens"]), list(inside["user_id"]))
        raw = score(norm, list(self.own["tokens"]), list(self.own["user_id"]))
        is_out = self.own["user_id"].isin(out).to_numpy()
        scores = standardise(raw, raw[~is_out], self.edges)
        counts, names = raw["token_count"].to_numpy(), self.own["user_id"].to_numpy()
        self.compare(
            "held_out",
            (scores[is_out], names[is_out], counts[is_out]),
            (scores[~is_out], names[~is_out], counts[~is_out]),
        )

    def check_implementation(self) -> None:
        """Compare with the marts, and with norms made anew without an author."""
        for family, column in (
            ("cosine", "cosine_distance"),
            ("surprisal", "surprisal_bits"),
            ("unigram", "unigram_bits"),
        ):
            gap = (self.own_raw[family] - self.own[column]).abs().max()
            self.add("largest_difference", "tweets", family, gap, own=len(self.own))
        self._check_left_out_authors()

    def _check_left_out_authors(self) -> None:
        """Compare with norms made anew without an author, for as many as there is time for."""
        norm_tweets = self.data.norm_tweets
        exact = ExactNorm(list(norm_tweets["tokens"]), norm_tweets["user_id"].to_numpy())
        number = max(RECOMPUTED_AUTHORS, RECOMPUTED_CELLS // exact.counts.nnz)
        authors = self.rng.permutation(self.own["user_id"].unique())[:number]
        scored = self.own.assign(**self.own_raw[["cosine", "surprisal"]])
        gap = largest_change(exact, norm_tweets, scored, authors)
        self.add("left_out_length_effect", "tweets", "cosine", gap, own=len(authors))
        few = authors[:RECOMPUTED_AUTHORS]
        gap = largest_bit_change(norm_tweets, scored, few)
        self.add("left_out_length_effect", "tweets", "surprisal", gap, own=len(few))

    def check_ranking(self) -> None:
        """Length correlation, agreement of the families, and who fills the list."""
        ranked = self.data.tweets[self.data.tweets["deviation_rank"].notna()]
        names = ranked["user_id"].to_numpy()
        counts = ranked["token_count"].to_numpy(dtype=float)
        columns = {
            "cosine": "cosine_score", "surprisal": "surprisal_score",
            "order": "order_score", "combined": "deviation_score",
        }  # fmt: skip
        for family, column in columns.items():
            values = ranked[column].to_numpy()
            interval = self._correlation(values, counts, names)
            self.add("length_correlation", "tweets", family, interval, own=len(ranked))
        both = self._correlation(
            ranked["cosine_score"].to_numpy(), ranked["surprisal_score"].to_numpy(), names
        )
        self.add("family_agreement", "tweets", "combined", both, own=len(ranked))
        top = ranked.nsmallest(REPORT_ROWS, "deviation_rank")
        share = float(top["user_id"].value_counts().max() / len(top)) if len(top) else float("nan")
        self.add("largest_user_share", "tweets", "combined", share, own=len(top))

    def _correlation(
        self, left: np.ndarray, right: np.ndarray, users: np.ndarray
    ) -> tuple[float, float, float]:
        """Spearman with its interval over users."""

        def correlation(weights: np.ndarray) -> float:
            rows = np.repeat(np.arange(left.size), weights.astype(int))
            return spearman(left[rows], right[rows])

        return over_users(correlation, (users,), replicates=self.replicates, seed=self.seed)

    def check_reliability(self) -> None:
        """Correlation between halves: of users for the norm, of a user's tweets for scores."""
        norm_tweets = self.data.norm_tweets
        users = self.rng.permutation(norm_tweets["user_id"].unique())
        first = norm_tweets["user_id"].isin(set(users[: len(users) // 2]))
        halves = [
            LanguageNorm(list(half["tokens"]), list(half["user_id"]))
            for half in (norm_tweets[first], norm_tweets[~first])
        ]
        spread = pd.Series(
            [term for shares in self.norm.user_frequencies.values() for term in shares]
        ).value_counts()
        terms = [term for term in spread.index[spread >= 5]]
        left, right = (
            np.array([half.centroid.get(term, 0.0) for term in terms]) for half in halves
        )
        if len(terms) >= 3:
            reliability = step_up(spearman(left, right))
            self.add("split_half_reliability", "terms", "cosine", reliability, own=len(terms))
        order = self.own["user_id"].groupby(self.own["user_id"]).cumcount().to_numpy() % 2
        for family in FAMILIES:
            means = self.own_scores[family].groupby([self.own["user_id"], order]).mean().unstack()  # noqa: PD010
            means = means.dropna() if means.shape[1] == 2 else means.iloc[:0]
            if len(means) >= 20:
                value, low, high = self._correlation(
                    means[0].to_numpy(), means[1].to_numpy(), means.index.to_numpy()
                )
                interval = tuple(step_up(limit) for limit in (value, low, high))
                self.add("split_half_reliability", "users", family, interval, own=len(means))

    def table(self) -> pd.DataFrame:
        """All rows, the family with the highest AUC of each kind marked.

        Returns
        -------
        pandas.DataFrame
            One row per metric, kind, length class and family.
        """
        rows = pd.DataFrame(self.rows)
        of_kinds = (rows["metric"] == "auc") & (rows["kind"] != "held_out")
        best = rows[of_kinds].groupby(["kind", "length_class"])["value"].transform("max")
        rows["is_preferred"] = (rows.loc[of_kinds, "value"] == best).reindex(rows.index)
        return rows


def validate(
    path: Path, *, planted_count: int = 1000, replicates: int = 300, seed: int = 1
) -> pd.DataFrame:
    """Validate the norm of every group and store the table.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.
    planted_count : int, default=1000
        Tweets to plant of each kind, at most as many as the group has.
    replicates : int, default=300
        Bootstrap replicates.
    seed : int, default=1
        Seed of everything random.

    Returns
    -------
    pandas.DataFrame
        Rows of ``predictions.language_validation``.

    Raises
    ------
    PlumageError
        If the warehouse has no language marts, or no group has tweets enough.
    """
    with connect(path, read_only=True) as connection:
        found = connection.execute(
            "select count(*) from duckdb_tables() where schema_name = 'marts'"
            " and table_name in ('fct_tweet_deviations', 'fct_language_size_classes')"
        ).fetchone()[0]
        if found < 2:
            raise PlumageError("the warehouse has no language marts: run `dbt build` to its end")
        fingerprint = connection.execute(
            "select data_fingerprint from marts.dim_warehouse"
        ).fetchone()[0]
        names = connection.execute(
            "select group_id from marts.dim_language_groups where tweet_count > 0 order by 1"
        ).fetchall()
        groups = [read_group(connection, group_id) for (group_id,) in names]
    tables = []
    for data in groups:
        if len(data.norm_tweets) and data.norm_tweets["cosine_score"].notna().sum() >= 20:
            validation = Validation(
                data, planted_count=planted_count, replicates=replicates, seed=seed
            )
            validation.check_implementation()
            validation.plant_outliers()
            validation.hold_out()
            validation.check_ranking()
            validation.check_reliability()
            tables.append(validation.table())
    if not tables:
        raise PlumageError(
            "no group of the variable language_groups has 20 tweets long enough to score: "
            "widen it, or lower language_min_tokens"
        )
    rows = pd.concat(tables, ignore_index=True)
    rows.insert(0, "data_fingerprint", fingerprint)
    rows.insert(1, "seed", seed)
    replace_predictions(path, {"language_validation": rows})
    return rows


def main(argv: Sequence[str] | None = None) -> int:
    """Validate the warehouse that ``PLUMAGE_DUCKDB`` names.

    Parameters
    ----------
    argv : sequence of str, optional
        Words after the command.

    Returns
    -------
    int
        0, or 2 with one line of what is missing.
    """
    parser = argparse.ArgumentParser(prog="python -m plumage.language_validation")
    parser.add_argument("--planted", type=int, default=1000, help="tweets to plant of each kind")
    parser.add_argument("--replicates", type=int, default=300, help="bootstrap replicates")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    try:
        rows = validate(
            warehouse_path(),
            planted_count=options.planted,
            replicates=options.replicates,
            seed=options.seed,
        )
    except PlumageError as error:
        print(f"plumage: {error}", file=sys.stderr)
        return 2
    print(summary(rows))
    print("stored in predictions.language_validation; read marts.fct_language_validation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
