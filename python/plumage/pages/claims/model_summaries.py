"""Summaries of the models: the regression of verified status, and what finds claims."""

from __future__ import annotations

from collections.abc import Iterator

from plumage.pages.claims import charts
from plumage.pages.claims.summary import Summary
from plumage.pages.claims.verdicts import (
    difference_vanishes,
    gain_over_rule,
    is_gain,
    leaks,
    metric,
    one_rule_does_it,
    texts_are_templates,
)
from plumage.pages.story.blocks import Column, Html, bullets, folded, joined, table
from plumage.pages.story.facts import within
from plumage.pages.story.results import Figures


def regress(figures: Figures) -> Summary:
    """Say what goes with a verified author, and what such a model is good for."""
    odds = figures["claims_odds"]
    kept = [row for row in odds if row.odds_ratio.raw is not None]
    strongest = kept[0]
    auc = metric(figures, "logit", "auc", "verified")
    average = metric(figures, "logit", "average_precision", "verified")
    precision = metric(figures, "logit", "precision", "verified")
    recall = metric(figures, "logit", "recall", "verified")
    checks = figures["claims_checks"]
    is_useless = precision.value.number < 0.5
    verdict = "To find verified authors it is of no use:" if is_useless else "It finds them:"
    return Summary(
        "What goes with a verified author, all else equal, and can the model find one?",
        f"Most of all {strongest.unit}: odds times {strongest.odds_ratio:f2} "
        f"({within(strongest.ci_low, strongest.ci_high, 'f2')}). {verdict} of the authors that it "
        f"names {precision.value:pct} are verified, where {average.floor_value:pct} of all are.",
        charts.odds(
            odds, kept,
            alt="The odds ratio of each term with its interval on a scale of factors, beside the "
            "line of no relation.",
        ),
        "The regression as a finder of verified authors, out of fold, beside what chance gives.",
        [row for row in (auc, average, precision, recall) if row],
        (
            Column("title", "Metric"),
            Column("value", "Value", "f2"),
            Column("ci_low", "from", "f2"),
            Column("ci_high", "to", "f2"),
            Column("floor_value", "By chance", "f2"),
        ),
        [
            *(f"<code>{row.row_key}</code> is left out: {row.left_out_because}." for row in odds
              if row.left_out_because.raw),
            "Odds ratios compare videos that are equal in all other terms; that says nothing of "
            "what becomes of a video whose author gets verified.",
            "The share of verified authors stays as it is: nothing was drawn twice before the "
            "split; the threshold is chosen inside each training part.",
        ],
        "Use it to describe accounts, never to decide on one.",
        folded(
            "Whether its assumptions hold",
            table(
                [row for row in checks if row.test.raw != "leak_check"],
                (
                    Column("test", "Check", words=lambda name: name.replace("_", " ")),
                    Column("tested", "Of"),
                    Column("statistic", "Statistic", "short"),
                    Column("p_value", "p", "p"),
                    Column("verdict", "Verdict"),
                ),
                "Linearity of the logit by splines, collinearity by variance inflation, influence "
                "of single videos, copies among texts.",
            ),
        ),
    )  # fmt: skip


def classify(figures: Figures) -> Summary:
    """Say whether a model beats one rule, and what a reviewer gains."""
    accuracy = figures["claims_accuracy"].where(metric="accuracy", population="all")
    accuracy.sort(key=lambda row: -row.value.number)
    gain, rule = gain_over_rule(figures), metric(figures, "one_rule", "accuracy")
    forest = metric(figures, "forest after", "accuracy")
    yields = [row for row in figures["claims_yield"] if row.list.raw == "after"]
    first = [row for row in yields if row.queue_order.raw == "probability"]
    if is_gain(gain):
        answer = (
            f"With counts, the forest is right on {forest.value:pct} of videos, "
            f"{gain.gain:percents} percentage points more than the best single rule "
            f"({within(gain.corrected_ci_low, gain.corrected_ci_high, 'percents')})."
        )
    else:
        answer = (
            f"None: the best single rule is right on {rule.value:pct} of videos, and the forest’s "
            f"gain over it is {gain.gain:percents} percentage points "
            f"({within(gain.corrected_ci_low, gain.corrected_ci_high, 'percents')}): chance gives "
            "that, too."
        )
    if first:
        answer += (
            f" A reviewer who takes the likeliest {first[0].capacity_share:pct} first finds "
            f"{first[0].claims_per_100:f1} claims in a hundred videos, and "
            f"{first[0].base_per_100:f1} at random."
        )
    return Summary(
        "Does a model find claims better than one simple rule, and what does a reviewer gain?",
        answer,
        charts.accuracies(
            figures["claims_accuracy"], [row for row in accuracy if row.is_drawn],
            alt="The share of videos told right by each model with its interval, beside answering "
            "the same for all.",
        ),
        "Right answers out of fold; copies of a text stay on one side of each split.",
        accuracy,
        (
            Column("title", "Model"),
            Column("value", "Right", "pct"),
            Column("ci_low", "from", "pct"),
            Column("ci_high", "to", "pct"),
            Column("floor_value", "Majority", "pct"),
        ),
        [
            "What was known at the moment of a report: the file has no time of report, and views "
            "come after it. Models named “at report” do without counts.",
            "How it does on other videos than these: wording changes, and people learn what is "
            "reviewed.",
            *(f"<code>{row.tested}</code> alone ranks claims above opinions: it is sorted by the "
              "answer, or a copy of it. No model reads ids or the order of lines."
              for row in leaks(figures) if row.tested.raw in ("record_order", "video_id")),
            *(f"<code>{row.tested}</code> alone all but gives the answer: make sure that it is "
              "known before the answer is."
              for row in leaks(figures) if row.tested.raw not in ("record_order", "video_id")),
        ],
        "Let reviewers work through <code>marts.fct_review_queue</code> for a week, and measure "
        "again on what they found.",
        joined(
            charts.yields(
                figures["claims_yield"], yields,
                alt="Claims found per hundred reviews at four capacities, for four orders of the "
                "queue.",
            ),
            Html("<h3>Five talking points</h3>"),
            bullets(talking_points(figures)),
        ),
    )  # fmt: skip


def talking_points(figures: Figures) -> Iterator[str]:
    """List what leadership should take away."""
    data, gain = figures["claims_data"]["all"], gain_over_rule(figures)
    rule, openings = metric(figures, "one_rule", "precision"), figures["claims_openings"]["all"]
    text = metric(figures, "chosen at_report_text", "auc")
    yield (
        f"Claims are {data.claim_share:pct} of the {data.learned_count:n} videos: whoever reviews "
        "at random finds as many."
    )
    yield (
        f"One rule on one number has a precision of {rule.value:pct}: start there."
        if one_rule_does_it(figures)
        else f"No single number is enough: the best rule has a precision of {rule.value:pct}."
    )
    yield (
        f"A model adds {gain.gain:percents} percentage points of right answers to it"
        + ("." if is_gain(gain) else ", which chance gives too: no model is needed yet.")
    )
    yield (
        f"Texts look like templates ({openings.telling_share:pct} give themselves away by three "
        "words): results on text will not carry over to what people write."
        if texts_are_templates(figures)
        else f"Wording alone tells claims apart with an AUC of {text.value:f2}, before there are "
        "counts."
    )
    yield (
        "Verified users are no different once claims and opinions are looked at apart."
        if difference_vanishes(figures)
        else "Differences between verified users and others do not come from claims and opinions "
        "alone."
    )
