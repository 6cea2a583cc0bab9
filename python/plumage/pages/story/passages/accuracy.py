"""How well age is predicted: beside other models, true ages, intervals, and what came true."""

from __future__ import annotations

import math

from plumage.age.candidates import BANDS_MODEL
from plumage.pages.story import charts_age, verdicts
from plumage.pages.story.blocks import (
    Column,
    Html,
    bullets,
    folded,
    joined,
    listed,
    paragraph,
    table,
)
from plumage.pages.story.facts import PREDICT, Facts, within
from plumage.pages.story.passages import certainty

FLOORS = ("constant_median", "constant_mean", "majority_band")


def alternatives(facts: Facts) -> Html:
    """Compare the published model with all others that were tried."""
    if not facts.is_judged:
        return facts.no_run()
    models = facts["models"]
    own = next(row for row in models if row.is_published)
    others = [row for row in facts["gain"] if row.row_key.raw not in (*FLOORS, BANDS_MODEL.name)]
    beaten = [row for row in others if row.ci_low.number > 0]
    equal = [row for row in others if row.ci_low.number <= 0 <= row.ci_high.number]
    better = [row for row in others if row.ci_high.number < 0]
    rest = "On the same people it is not shown nearer than any simpler way. "
    if beaten:
        most = "most of" if len(beaten) > len(equal) + len(better) else "some of"
        most = most if equal or better else "all"
        rest = f"On the same people it beats {most} the simpler ways, by more than chance. "
    if equal:
        names = [f"“{charts_age.MODEL_WORDS[row.row_key.text()]}”" for row in equal]
        rest += f"Statistically level with it: {listed(names)}. "
    if better:
        rest += "A simpler way is nearer, which speaks against publishing this one. "
    first, *_, last = models
    return joined(
        paragraph(
            f"The published model is off by {own.error_years:f2} years "
            f"({within(own.ci_low, own.ci_high, 'f2')}). {rest}"
        ),
        charts_age.model_errors(
            models,
            title="What the models gain over answering without looking"
            if facts.skill.is_any
            else "No model gets nearer than answering without looking",
            alt=f"Errors of all models in order. The nearest is off by {first.error_years:f2} "
            f"years, the furthest by {last.error_years:f2}.",
        ),
    )


def how_well(facts: Facts) -> Html:
    """Report how far off predictions are, and how well they order people."""
    if not facts.is_judged:
        return facts.no_run()
    return bullets(
        [
            _years(facts),
            _order(facts),
            *_edges(facts),
            _probabilities(facts),
            _asked_for(facts),
            _counter_test(facts),
        ]
    )


def _years(facts: Facts) -> str:
    """Report the error in years beside its floor."""
    error, gain = facts["accuracy"]["mae"], facts["gain"]["constant_median"]
    so = "more than chance" if gain.ci_low.number > 0 else "not shown to be better"
    return (
        f"<strong>In years:</strong> off by {error.value:f2} on average "
        f"({within(error.ci_low, error.ci_high, 'f2')}); the median age for everyone is off by "
        f"{error.floor_value:f2}. On the same people the model is nearer by "
        f"{gain.years_gained:f2} years ({within(gain.ci_low, gain.ci_high, 'f2')}): {so}."
    )


def _order(facts: Facts) -> str:
    """Report how well people are ordered by age."""
    if "spearman" not in facts["accuracy"]:
        return ""
    order = facts["accuracy"]["spearman"]
    if order.value.raw is None:
        return ""
    low = order.ci_low.number
    so = "is not told"
    if low > 0:
        so = "is told clearly" if low >= verdicts.ENOUGH_ORDER else "is told, but not clearly"
    return (
        f"<strong>In order:</strong> the rank correlation with the true age is {order.value:f2} "
        f"({within(order.ci_low, order.ci_high, 'f2')}); without any skill it is "
        f"{order.floor_value:n}, and one at best. Who is older {so}."
    )


def _edges(facts: Facts) -> list[str]:
    """Report how well people at either side of an age are separated."""
    accuracy = facts["accuracy"]
    return [
        f"<strong>Telling {words} from younger:</strong> right in {accuracy[name].value:pct} of "
        f"pairs ({within(accuracy[name].ci_low, accuracy[name].ci_high, 'pct')}); a coin is in "
        f"{accuracy[name].floor_value:pct}."
        for name, words in (("auc_25", "twenty-five or older"), ("auc_30", "thirty or older"))
        if name in accuracy and accuracy[name].value.raw is not None
    ]


def _probabilities(facts: Facts) -> str:
    """Report the skill of the probabilities of bands over the bands' shares for everybody."""
    accuracy = facts["accuracy"]
    if "rps_skill" not in accuracy or accuracy["rps_skill"].value.raw is None:
        return ""
    score, skill = accuracy["rps"], accuracy["rps_skill"]
    so = "more than chance" if skill.ci_low.number > 0 else "not shown to be better"
    return (
        "<strong>As chances of each band:</strong> to give everybody the shares that the bands "
        f"have among known ages is off by {score.floor_value:f2} (ranked probability score); the "
        f"chances given are off by {score.value:f2}. The model takes away {skill.value:pct} of "
        f"that error ({within(skill.ci_low, skill.ci_high, 'pct')}): {so}."
    )


def _asked_for(facts: Facts) -> str:
    """Report the error of the answers that were asked for, where it is known."""
    if "mae" not in facts["held_out"]:
        return (
            "<strong>Held-out test:</strong> none of the users to be predicted has a known age, so "
            "these answers cannot be scored."
        )
    held = facts["held_out"]["mae"]
    return (
        f"<strong>Held-out test:</strong> {held.user_count:n} users whose ages the model never "
        f"saw. There the error is {held.value:f2} years "
        f"({within(held.ci_low, held.ci_high, 'f2')}), and {held.floor_value:f2} for the median "
        "age."
    )


def _counter_test(facts: Facts) -> str:
    """Report what the same procedure finds in permuted ages."""
    shuffled = facts["shuffled"]
    if "spearman" not in shuffled or shuffled["spearman"].value.raw is None:
        return ""
    found = shuffled["spearman"]
    so = (
        "Something leaks: distrust all figures here."
        if found.ci_low.number > 0
        else "As it should be, nothing is found where nothing is."
    )
    return (
        "<strong>As a counter-test</strong> ages were shuffled among people and all was done "
        f"again: the rank correlation is then {found.value:f2}. {so}"
    )


def beside_true_ages(facts: Facts) -> Html:
    """Show predicted beside true ages, what intervals hold, and for whom predictions err."""
    rows = list(facts["predicted_by_true_age"])
    if not rows:
        drawn = facts.lacks(
            "Predictions of people whom no model had seen are not stored.", f"{PREDICT} --fresh"
        )
    else:
        young, old = rows[0], rows[-1]
        title = "Predicted beside true age"
        if not facts.skill.is_any:
            title = "Whatever the true age, the prediction is much the same"
        elif (
            young.mean_predicted_years.number > young.mean_age_years.number
            and old.mean_predicted_years.number < old.mean_age_years.number
        ):
            title = "Predictions lean to the middle: the oldest are predicted too young"
        drawn = charts_age.predicted_against_true(
            facts["predicted_by_true_age"],
            title=title,
            alt=f"Mean predictions by true age. The youngest group ({young.min_age_years:n} to "
            f"{young.max_age_years:n}) is predicted {young.mean_predicted_years:f1} on average, "
            f"the oldest ({old.min_age_years:n} to {old.max_age_years:n}) "
            f"{old.mean_predicted_years:f1}.",
        )
    return joined(drawn, certainty.beside_years(facts), _errors(facts))


def _errors(facts: Facts) -> str:
    """Show error and bias by band."""
    rows = [row for row in facts["error_by_band"] if not row.is_suppressed]
    if not rows:
        return ""
    best = min(rows, key=lambda row: row.mae.number)
    worst = max(rows, key=lambda row: row.mae.number)
    young = [
        f"“{row.age_band}” by {row.years_too_young:f1} years"
        for row in rows
        if row.bias_verdict.raw == "too young"
    ]
    return joined(
        charts_age.error_by_band(
            facts["error_by_band"],
            title=f"Nearest for “{best.age_band}”, furthest off for “{worst.age_band}”",
            alt=f"Mean errors by band, from {best.mae:f1} years for “{best.age_band}” to "
            f"{worst.mae:f1} for “{worst.age_band}”.",
        ),
        paragraph(
            f"Predicted too young on average: {listed(young)}. There are few "
            "such people to learn from, and a model that wants to be near on average gains by "
            "answering nearer to the middle."
        )
        if young
        else "",
    )


def came_true(facts: Facts) -> Html:
    """Show whether probabilities of bands come true."""
    rows, accuracy = list(facts["calibration"]), facts["accuracy"]
    if not rows or "calibration_error" not in accuracy:
        return Html("")
    measured = accuracy["calibration_error"]
    limit = math.nan
    if "calibration_error_limit" in accuracy:
        limit = accuracy["calibration_error_limit"].value.number
    inside = [
        row
        for row in rows
        if row.observed_low.number <= row.claimed_probability.number <= row.observed_high.number
    ]
    most = "Most" if 2 * len(inside) > len(rows) else "Fewer than half of the"
    return joined(
        charts_age.calibration(
            facts["calibration"],
            facts.bands,
            title="The probabilities of bands are well calibrated"
            if measured.value.number <= limit
            else "Probabilities of bands are off by more than chance",
            alt="Shares that came true beside the probabilities given, by band. "
            f"{most} marks agree with the line within chance.",
        ),
        paragraph(
            f"What is given and what happens differ by {measured.value:pct} on average, where "
            f"honest probabilities would be off by {measured.floor_value:pct} by chance alone."
        ),
        _added_up(facts),
    )


def _added_up(facts: Facts) -> str:
    """Compare the number of people that probabilities claim with the number found."""
    rows = list(facts["threshold_calibration"])
    if not rows:
        return ""
    off = [row for row in rows if row.verdict.text().endswith("than found")]
    most = max(rows, key=lambda row: abs(row.standard_errors_off.number))
    so = "No count is off by more than chance explains."
    if off:
        so = f"Off by more than chance explains: {listed([f'“{row.target}”' for row in off])}."
    return joined(
        paragraph(
            "Added up over people, probabilities say how many there are of an age. Furthest from "
            f"the truth is “{most.target}”: {most.claimed_count:n} claimed, {most.found_count:n} "
            f"found. {so}"
        ),
        folded(
            "Claimed and found, age by age",
            table(
                rows,
                [
                    Column("target", "Age"),
                    Column("claimed_count", "Claimed", "n"),
                    Column("found_count", "Found", "n"),
                    Column("verdict", "So"),
                ],
                f"How many of {rows[0].user_count:n} people, none of whom a model had seen, are of "
                "an age: by adding up probabilities, and in truth",
            ),
        ),
    )
