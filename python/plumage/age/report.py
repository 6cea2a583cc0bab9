"""What a run prints: how good predictions are, beside what anybody could answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.age.bands import AgeBands
from plumage.age.candidates import BANDS_MODEL, CANDIDATES, YEARS_MODEL
from plumage.age.inputs import Inputs
from plumage.age.metrics import METRICS
from plumage.age.prediction import Results
from plumage.age.published import Published
from plumage.learning.protocol import Protocol

SHOWN_METRICS = ("mae", "spearman", "accuracy", "qwk")


@dataclass(frozen=True)
class Findings:
    """What is reported of a run, whether it has just ended or is stored in the warehouse.

    Attributes
    ----------
    metrics, gains : pandas.DataFrame
        Rows of ``model_metrics`` and ``model_gains``; empty when nothing was validated.
    population : str
        Group of users that the gains and the printed table are about.
    bands : ndarray of int, shape (n_users,)
        Band of each user's published year, as position from 0.
    left_out : frozenset of str or None
        Features that the ordinal regression had to leave out; None when there was none.
    inner_outer : pandas.DataFrame
        Rows of ``age_inner_outer_errors``; empty when nothing was validated.
    label_shift : pandas.DataFrame
        Rows of ``age_label_shift``; empty when nothing was validated.
    """

    metrics: pd.DataFrame
    gains: pd.DataFrame
    population: str
    bands: NDArray[np.int64]
    left_out: frozenset[str] | None
    inner_outer: pd.DataFrame
    label_shift: pd.DataFrame

    @classmethod
    def of_results(
        cls, results: Results, published: Published, evidence: Mapping[str, pd.DataFrame]
    ) -> Findings:
        """Take what is reported from the results of a run and its evidence tables."""
        model = results.explaining
        return cls(
            metrics=results.metrics,
            gains=results.gains,
            population=results.population,
            bands=published.years.bands,
            left_out=None if model is None else frozenset(model.left_out_) & set(model.features),
            inner_outer=evidence.get("age_inner_outer_errors", pd.DataFrame()),
            label_shift=evidence.get("age_label_shift", pd.DataFrame()),
        )


def figure(value: float | None, low: float | None = None, high: float | None = None) -> str:
    """Format a figure with its interval; ``-`` where it is not defined.

    Parameters
    ----------
    value : float or None
        The figure.
    low, high : float, optional
        Ends of its interval.

    Returns
    -------
    str
        With two decimals.

    Examples
    --------
    >>> figure(2.7111, 2.5, 2.93)
    '2.71 [2.50, 2.93]'
    >>> figure(None), figure(-0.001)
    ('-', '0.00')
    """
    if value is None or pd.isna(value):
        return "-"
    # `z` spares readers a minus before zero.
    if low is None or pd.isna(low):
        return f"{value:z.2f}"
    return f"{value:z.2f} [{low:z.2f}, {high:z.2f}]"


def validation_lines(
    table: pd.DataFrame, evaluation: str, population: str, titles: dict[str, str]
) -> list[str]:
    """Lines of text: models as rows, some metrics as columns, with intervals."""
    chosen = table[(table["evaluation"] == evaluation) & (table["population"] == population)]
    cells = chosen.set_index(["model", "metric"])[["value", "ci_low", "ci_high"]]
    headings = [metric.title for metric in METRICS if metric.name in SHOWN_METRICS]
    lines = [f"  {'':<25}" + "".join(f"{heading:>19}" for heading in headings)]
    for candidate in CANDIDATES:
        if candidate.name not in cells.index.get_level_values("model"):
            continue
        row = f"  {titles[candidate.name]:<25}"
        for name in SHOWN_METRICS:
            key = (candidate.name, name)
            row += f"{figure(*cells.loc[key]) if key in cells.index else '-':>19}"
        lines.append(row.rstrip())
    return lines


def titles_of(ages: pd.Series, bands: AgeBands) -> dict[str, str]:
    """Titles of the models by name, with what the trivial ones answer."""
    titles = {candidate.name: candidate.title for candidate in CANDIDATES}
    titles[YEARS_MODEL.name] += " *"
    titles[BANDS_MODEL.name] += " **"
    largest = bands.names[pd.Series(bands.positions_of(ages)).mode().iloc[0]]
    titles["constant_median"] = f"always {middle_year(ages)} (median)"
    titles["constant_mean"] = f"always {ages.mean():.0f} (mean)"
    titles["majority_band"] = f"always '{largest}'"
    return titles


def middle_year(ages: pd.Series) -> int:
    """Median age in whole years: the younger of two in the middle."""
    return int(np.quantile(ages, 0.5, method="inverted_cdf"))


def value_of(
    table: pd.DataFrame, evaluation: str, population: str, model: str, metric: str
) -> pd.Series | None:
    """Row of the table of metrics, by its key; None when it is absent."""
    chosen = table[
        (table["evaluation"] == evaluation)
        & (table["population"] == population)
        & (table["model"] == model)
        & (table["metric"] == metric)
    ]
    return None if chosen.empty else chosen.iloc[0]


def plain_sentence(table: pd.DataFrame, population: str, gains: pd.DataFrame, median: int) -> str:
    """Say what the figures mean, in words that the figures choose."""
    error = value_of(table, "cv", population, YEARS_MODEL.name, "mae")
    off = (
        f"Predicted ages are {error['value']:.1f} years off on average; always answering "
        f"{median} is off by {error['floor_value']:.1f}"
    )
    in_years = gains[gains["metric"] == "mae"].set_index("other_model")
    value, low, high = in_years.loc["constant_median", ["gain", "ci_low", "ci_high"]]
    by = f"{abs(value):.2f} years, 95 % interval {low:.2f} to {high:.2f}"
    if low > 0:
        return f"{off}. The gain is more than chance ({by})."
    if high < 0:
        return f"{off}: these predictions are worse than that constant ({by}); do not use them."
    return f"{off}. On these users no gain is shown ({by}); do not rely on single predictions."


def shuffled_line(table: pd.DataFrame) -> str | None:
    """Report skill on permuted labels, with a warning if something leaks; None if untried."""
    rows = {
        candidate.title: value_of(table, "permuted", "all", candidate.name, "spearman")
        for candidate in CANDIDATES
        if not candidate.is_floor
    }
    rows = {title: row for title, row in rows.items() if row is not None}
    if not rows:
        return None
    found = {title: 0.0 if pd.isna(row["value"]) else row["value"] for title, row in rows.items()}
    # A leak shows as skill; folds of unlike ages alone make rank correlations negative.
    leaks = max(found.values()) > 4 / min(row["n"] for row in rows.values()) ** 0.5
    worst = max(found, key=lambda title: found[title] if leaks else abs(found[title]))
    said = (
        f"With labels shuffled among users, the rank correlation furthest from 0 of "
        f"{len(found)} models is {figure(found[worst])} ({worst})"
    )
    if leaks:
        return f"WARNING: {said}, where none can be: something leaks. Distrust these figures."
    return f"{said}: no more than chance brings."


def implausible_line(table: pd.DataFrame, population: str) -> str | None:
    """Report the error with implausible labels counted; None without such labels."""
    without, counted = (
        value_of(table, evaluation, population, YEARS_MODEL.name, "mae")
        for evaluation in ("cv", "cv_with_implausible")
    )
    if without is None or counted is None or counted["n"] == without["n"]:
        return None
    off = figure(counted["value"], counted["ci_low"], counted["ci_high"])
    return (
        f"With {counted['n'] - without['n']} more whose stated age is implausible, which nobody "
        f"learned from: {off} years off, where the median is {counted['floor_value']:.2f} off."
    )


def report(inputs: Inputs, findings: Findings, protocol: Protocol) -> None:
    """Print how good the predictions are."""
    table, population = findings.metrics, findings.population
    if not protocol.repeats:
        print(
            "\nNothing was validated (--validate none): how good these predictions are is unknown."
        )
        return
    error = value_of(table, "cv", population, YEARS_MODEL.name, "mae")
    whom = "labelled users" + (" with a profile" if population == "with_profile" else "")
    repeated = f", {protocol.repeats} times" if protocol.repeats > 1 else ""
    print(
        f"\nCross-validated on {error['n']:,} {whom} "
        f"({protocol.folds} folds{repeated}; 95 % intervals over users):\n"
    )
    titles = titles_of(inputs.ages, inputs.bands)
    print("\n".join(validation_lines(table, "cv", population, titles)))
    print("  *  gives the published years and bands   ** gives the published band probabilities\n")
    print(plain_sentence(table, population, findings.gains, middle_year(inputs.ages)))
    held_out = value_of(table, "held_out", "all", YEARS_MODEL.name, "mae")
    if held_out is None:
        print("The held-out users' ages are not in the data, so there is no held-out score.")
    else:
        off = figure(held_out["value"], held_out["ci_low"], held_out["ci_high"])
        print(
            f"On the {held_out['n']:,} held-out users whose age is known after all: {off} years "
            f"off, where the median is {held_out['floor_value']:.2f} off."
        )
    for line in (implausible_line(table, population), shuffled_line(table)):
        if line:
            print(line)
