"""The page of claims: what leadership has to know first, then the four summaries."""

from __future__ import annotations

from collections.abc import Iterator

from plumage.pages.claims.data_summaries import explore, test
from plumage.pages.claims.model_summaries import classify, regress
from plumage.pages.claims.summary import Summary
from plumage.pages.claims.verdicts import (
    difference,
    difference_vanishes,
    gain_over_rule,
    is_gain,
    is_judged,
    metric,
    one_rule_does_it,
    texts_are_templates,
)
from plumage.pages.story.blocks import Html, bullets, joined, missing, paragraph
from plumage.pages.story.facts import within
from plumage.pages.story.results import Figures
from plumage.pages.story.subject_page import Answer, SubjectPage

QUESTION = "Claims or opinions?"
TOO_FEW = "Too few videos of verified users, or of others, to compare them."


def answer(figures: Figures) -> Answer:
    """Say what a model is worth, and what the data give away by themselves."""
    if not is_judged(figures):
        return Answer(missing("No model of claims has been judged yet.", "plumage claims"))
    forest, gain = metric(figures, "forest after", "accuracy"), gain_over_rule(figures)
    rule = metric(figures, "one_rule", "accuracy")
    lead = (
        f"A forest tells claims from opinions in {forest.value:pct} of videos "
        f"({within(forest.ci_low, forest.ci_high, 'pct')})"
        + (
            f": {gain.gain:percents} percentage points more than the best single rule "
            f"({within(gain.corrected_ci_low, gain.corrected_ci_high, 'percents')})."
            if is_gain(gain)
            else ", and its gain over one simple rule is none."
        )
    )
    return Answer(
        joined(paragraph(lead, kind="lead"), bullets(list_warnings(figures))),
        f"The best single rule is right in {rule.value:pct}, the same answer for all in "
        f"{rule.floor_value:pct}.",
    )


def list_warnings(figures: Figures) -> Iterator[str]:
    """Name what makes these data easier, or a report more misleading, than it looks."""
    if one_rule_does_it(figures):
        precision = metric(figures, "one_rule", "precision")
        recall = metric(figures, "one_rule", "recall")
        rule = figures["claims_checks"].where(test="one_rule")[0]
        yield (
            f"<strong>One rule does it:</strong> <code>{rule.tested}</code> above "
            f"{rule.statistic:n} has a precision of {precision.value:pct} and a recall of "
            f"{recall.value:pct}. Views come after publication: a fresh report has few."
        )
    if texts_are_templates(figures):
        openings = figures["claims_openings"]["all"]
        yield (
            f"<strong>Texts are templates:</strong> {openings.telling_share:pct} of videos begin "
            "with three words that only claims, or only opinions, begin with. Results on such "
            "texts will not carry over to what people say."
        )
    if difference_vanishes(figures):
        over_all, claims, opinions = (
            difference(figures, stratum) for stratum in ("all", "claims", "opinions")
        )
        yield (
            f"<strong>The difference between verified and other users vanishes:</strong> t is "
            f"{over_all.statistic:f2} over all, {claims.statistic:f2} within claims and "
            f"{opinions.statistic:f2} within opinions. Verified users post opinions; that is all."
        )


def sections(figures: Figures) -> Iterator[tuple[str, Html]]:
    """Lay out the four summaries."""
    if is_judged(figures):
        for heading, one in list_summaries(figures):
            yield heading, one.html() if one else paragraph(TOO_FEW, kind="missing")


def markdown(figures: Figures) -> str:
    """Write the four summaries as Markdown."""
    if not is_judged(figures):
        return ""
    parts = (
        one.markdown(heading) if one else f"## {heading}\n\n{TOO_FEW}\n"
        for heading, one in list_summaries(figures)
    )
    return f"# {QUESTION}\n\n" + "\n".join(parts)


def list_summaries(figures: Figures) -> Iterator[tuple[str, Summary | None]]:
    """Write the summaries in the order of the work; none where too few are verified."""
    yield "Exploration", explore(figures)
    strata = ("all", "claims", "opinions")
    has_tests = all(difference(figures, stratum) is not None for stratum in strata)
    yield "Hypothesis test", test(figures) if has_tests else None
    has_model = metric(figures, "logit", "precision", "verified") is not None
    yield "Regression", regress(figures) if has_model else None
    yield "Final model", classify(figures)


PAGE = SubjectPage("claims", QUESTION, "marts.feat_videos", answer, sections, markdown=markdown)
