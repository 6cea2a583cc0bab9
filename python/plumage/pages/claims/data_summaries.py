"""Summaries of what is in the data: exploration, and the test of verified against other users."""

from __future__ import annotations

from plumage.pages.claims import charts
from plumage.pages.claims.summary import Summary
from plumage.pages.claims.verdicts import difference, difference_vanishes
from plumage.pages.story.blocks import Column, folded, joined, table
from plumage.pages.story.facts import within
from plumage.pages.story.results import Figures


def explore(figures: Figures) -> Summary:
    """Say what is in the data, and what tells claims from opinions at a look."""
    data, measures = figures["claims_data"]["all"], figures["claims_measures"]
    views, openings = measures["view_count"], figures["claims_openings"]["all"]
    outside = [row for row in figures["claims_columns"] if row.outside_count]
    skewed = max(measures, key=lambda row: row.outlier_share.number)
    return Summary(
        "What do the reported videos look like, and which of their numbers tell claims from "
        "opinions?",
        f"{data.claim_share:pct} of {data.learned_count:n} usable videos make claims, and the "
        f"typical claim has {views.claim_median:n} views where the typical opinion has "
        f"{views.opinion_median:n}. Counts are skewed: of {skewed.title} the rule of quartiles "
        f"calls {skewed.outlier_share:pct} outliers, which are nothing of the kind.",
        charts.groups(
            figures["claims_groups"],
            alt="A bar for each group of videos, divided into claims and opinions; the share of "
            "claims stands at its end.",
        ),
        "Typical values among claims and among opinions.",
        list(measures),
        (
            Column("title", "Measure"),
            Column("claim_median", "Median of claims", "short"),
            Column("opinion_median", "Median of opinions", "short"),
            Column("opinion_largest", "Largest opinion", "short"),
            Column("outlier_share", "Called outliers", "pct"),
        ),
        [
            f"Videos without a transcription or counts: {data.incomplete_count:n} of "
            f"{data.video_count:n} are left out of every model.",
            *(
                f"{row.outside_count:n} videos have “{row.outside_values}” in <code>"
                f"{row.row_key}</code>, a value that the data dictionary does not know."
                for row in outside
            ),
            f"Of videos that were never reported it says nothing. {openings.telling_share:pct} "
            "begin with three words that only claims, or only opinions, begin with.",
        ],
        "Ask whether views are known when a report arrives; a model that needs them comes late.",
        joined(
            charts.histogram(
                figures["claims_histogram"],
                alt="Five pictures, one for each count, with the number of claims and of opinions "
                "in classes of a factor of ten.",
            ),
            folded(
                "What each column holds",
                table(
                    figures["claims_columns"],
                    (
                        Column("row_key", "Column"),
                        Column("meaning", "Meaning"),
                        Column("filled_count", "Filled", "n"),
                        Column("missing_count", "Missing", "n"),
                        Column("distinct_count", "Different", "n"),
                        Column("least", "Least", "short"),
                        Column("median", "Median", "short"),
                        Column("largest", "Largest", "short"),
                        Column("useful_for", "Useful for"),
                    ),
                    "Columns of the files and their data dictionary.",
                ),
            ),
        ),
    )


def test(figures: Figures) -> Summary:
    """Say whether verified users and others differ, over all and within claims and opinions."""
    tests = figures["claims_tests"]
    rows = [
        row for stratum in ("all", "claims", "opinions") if (row := difference(figures, stratum))
    ]
    over_all, claims, opinions = rows
    ranks = tests.where(stratum="all", method="mann_whitney")
    most = ranks[0]
    answer = (
        f"Most telling are {most.title}: an effect of {most.effect:f2} "
        f"({within(most.ci_low, most.ci_high, 'f2')}), where none is zero. Others minus verified "
        f"users, the difference in views is {over_all.difference:n} on average "
        f"({within(over_all.ci_low, over_all.ci_high, 'n')}; Welch’s t {over_all.statistic:f2} at "
        f"{over_all.degrees_of_freedom:n} degrees of freedom). "
    )
    if difference_vanishes(figures):
        answer += (
            f"Among claims alone t is {claims.statistic:f2}, among opinions alone "
            f"{opinions.statistic:f2}: the whole difference is that verified users post opinions."
        )
    else:
        answer += (
            f"Among claims alone the difference is {claims.difference:n} (t "
            f"{claims.statistic:f2}), among opinions alone {opinions.difference:n} (t "
            f"{opinions.statistic:f2})."
        )
    return Summary(
        "Do videos of verified users differ from those of others, and by which measure most?",
        answer,
        charts.differences(
            tests, rows,
            alt="The difference in mean views with its interval over all videos, within claims and "
            "within opinions, beside the line of no difference.",
        ),
        "All six measures over all videos: the rank-biserial effect of Mann and Whitney, from none "
        "at zero to full separation at one, corrected for many tests (Holm).",
        ranks,
        (
            Column("title", "Measure"),
            Column("effect", "Effect", "f2"),
            Column("ci_low", "from", "f2"),
            Column("ci_high", "to", "f2"),
            Column("p_value_holm", "p (Holm)", "p"),
        ),
        [
            "Welch’s test compares means without equal variances; with skewed counts its interval "
            "leans on the number of videos. Mann and Whitney’s test compares ranks, and the "
            "bootstrap of the median needs neither: all three stand in the table below.",
            "Videos of one author are not told apart, since the file names no author: if few "
            "authors post much, intervals are too narrow.",
            "A difference is no cause.",
        ],
        "Compare within claims and within opinions whenever accounts are compared.",
        folded(
            "All tests",
            table(
                tests,
                (
                    Column("title", "Measure"),
                    Column("stratum", "Videos"),
                    Column("method", "Test", words=lambda name: name.replace("_", " ")),
                    Column("difference", "Difference", "short"),
                    Column("ci_low", "from", "short"),
                    Column("ci_high", "to", "short"),
                    Column("statistic", "Statistic", "short"),
                    Column("p_value_holm", "p (Holm)", "p"),
                ),
                "Others minus verified users.",
            ),
        ),
    )  # fmt: skip
