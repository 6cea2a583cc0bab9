"""Turn measured runs into a plan for larger exports: docs/scale.md, and a plot of the slopes.

Usage: ``python bench/plan.py [bench/results/tweets-*.json] > docs/scale.md``, and ``--plot FILE``
for the plot (which needs matplotlib). Every number of the page is computed from the stored runs.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from statistics import linear_regression

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results"
REJECTS = RESULTS / "rejects-500mb.json"
PAGE = ROOT / "bench" / "scale.md"
"""The page without its numbers."""

PLANNED = (10**8, 10**9)
SLOPES_FROM = 50_000
"""Of smaller builds, dbt's own start is most: they say nothing of slopes."""

NIGHT_HOURS = 8
EXECUTOR_CORES = 8
BUILD = "dbt build: everything"
SAME = "dbt build: nothing new"
MORE = "dbt build: 1 % new"
EMPTY = "empty dbt build"
FLOOR = "floor: scan and count"
TODAY = "today: all of it"
FRESH_PARTS = ("parse", "clean", "tokenise", "emoji", "sentiment")
"""Parts that an increment does for new records alone."""

COMPARED = {
    "read and flatten": ("parse", "flatten and rank versions"),
    "emoji": ("emoji",),
    "sentiment": ("sentiment",),
    "language (TF-IDF)": ("tokenise", "language (TF-IDF and more)"),
}
"""Steps of bench/today.py beside the parts of Plumage that do the same, and more."""


NO_TRANSFORMS = ("sentiment", "language (TF-IDF and more)", "tests")
AIMS = {
    "build / empty build": "3 (at 28,800)",
    "build with nothing new / empty build": "2 (at 28,800)",
    "transforms without sentiment and language / floor": "6",
    "1 % new: build / full build, both beyond an empty one": "25 %",
    "1 % new: parsing, scoring, tokenising / their full cost": "3 %",
    "1 % new: the same beyond a build with nothing new": "",
    "today's read and flatten / Plumage's": "10",
    "today's emoji / Plumage's": "20",
    "today's sentiment / Plumage's": "",
    "today's sentiment / Plumage's, by the clock": "2",
    "today's language (TF-IDF) / Plumage's": "1",
    "today's whole / full build": "",
    "today's whole / full build, by the clock": "4",
    "today's peak memory / Plumage's": "5",
}
"""Ratios shown, and what was aimed at: at least for today's way, at most for the others."""


class Run:
    """One stored run of bench/run.py."""

    def __init__(self, path: Path) -> None:
        stored = json.loads(path.read_text())
        self.facts, self.detail = stored["facts"], stored["detail"]
        self.steps = {step["name"]: step for step in stored["steps"]}
        self.tweets: int = self.facts["tweets"]

    def cpu(self, name: str) -> float:
        """CPU seconds of a step."""
        return self.steps[name]["cpu_seconds"]

    def parts(self, name: str) -> dict[str, float]:
        """CPU seconds of a build by part."""
        return self.steps[name]["parts"]

    @property
    def today(self) -> dict[str, float] | None:
        """CPU seconds of today's way by step and of ``all``, ``clock`` and peak MiB, if measured.

        It uses one core, so that a step's CPU seconds are its clock's, if nobody else is at work.
        """
        if TODAY not in self.steps:
            return None
        taken = {step["name"]: step["cpu_seconds"] for step in self.detail["today"]["steps"]}
        whole = self.steps[TODAY]
        whole_cpu = whole["cpu_seconds"]
        return taken | {"all": whole_cpu, "clock": whole["seconds"], "peak": whole["peak_mib"]}


def slope(small: Run, large: Run, seconds: dict[int, float]) -> tuple[float, float]:
    """Tell fixed seconds and seconds per million tweets of the line through two runs."""
    per_tweet = (seconds[large.tweets] - seconds[small.tweets]) / (large.tweets - small.tweets)
    return seconds[small.tweets] - per_tweet * small.tweets, per_tweet * 1e6


def first_for_slopes(runs: list[Run]) -> Run | None:
    """Find the smallest run that says something of slopes; none where no larger one follows."""
    return next((run for run in runs[:-1] if run.tweets >= SLOPES_FROM), None)


def exponent(small: Run, large: Run, seconds: dict[int, float], fixed: float = 0.0) -> float:
    """Growth between two runs as a power of the number of tweets, fixed seconds taken off."""
    ratio = (seconds[large.tweets] - fixed) / max(seconds[small.tweets] - fixed, 1e-9)
    return math.log(ratio) / math.log(large.tweets / small.tweets)


def table(header: list[str], rows: list[list[str]]) -> str:
    """Markdown table; figures stand right."""
    rule = ["---"] + ["---:"] * (len(header) - 1)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (header, rule, *rows))


def today_at(tweets: int, runs: list[Run]) -> tuple[dict[str, float], bool] | None:
    """Tell what today's way takes: CPU seconds by step, ``all``, ``clock`` and ``peak`` in MiB.

    Frames of a million tweets need tens of gigabytes: where it was not run, the straight line of
    least squares through the sizes at which it was says what it would take.

    Returns
    -------
    tuple of (dict, bool) or None
        The figures, and whether they are extrapolated; None when it was measured at fewer than
        two sizes, and not at this one.
    """
    known = {run.tweets: run.today for run in runs if run.today}
    if tweets in known:
        return known[tweets], False
    if len(known) < 2:
        return None
    line = {}
    for name in next(iter(known.values())):
        fit = linear_regression(list(known), [today[name] for today in known.values()])
        line[name] = fit.slope * tweets + fit.intercept
    return line, True


def ratios(run: Run, runs: list[Run]) -> dict[str, str]:
    """Ratios of one run that `AIMS` names, as texts; none for what was not measured."""
    full, more, same = run.cpu(BUILD), run.cpu(MORE), run.cpu(SAME)
    empty = run.cpu(EMPTY)
    parts = run.parts(BUILD)
    fresh_full = sum(parts[part] for part in FRESH_PARTS)
    fresh_more = sum(run.parts(MORE)[part] for part in FRESH_PARTS)
    fresh_same = sum(run.parts(SAME)[part] for part in FRESH_PARTS)
    transforms = sum(seconds for part, seconds in parts.items() if part not in NO_TRANSFORMS)
    found = {
        "build / empty build": f"{full / empty:.1f}",
        "build with nothing new / empty build": f"{same / empty:.1f}",
        "transforms without sentiment and language / floor": f"{transforms / run.cpu(FLOOR):.1f}",
        "1 % new: build / full build, both beyond an empty one": (
            f"{(more - empty) / (full - empty):.0%}"
        ),
        "1 % new: parsing, scoring, tokenising / their full cost": f"{fresh_more / fresh_full:.0%}",
        "1 % new: the same beyond a build with nothing new": (
            f"{max(fresh_more - fresh_same, 0) / fresh_full:.1%}"
        ),
    }
    if at := today_at(run.tweets, runs):
        today, is_extrapolated = at
        note = " (extrapolated)" if is_extrapolated else ""
        for name, own in COMPARED.items():
            mine = sum(parts[part] for part in own)
            found[f"today's {name} / Plumage's"] = f"{today[name] / mine:.1f}{note}"
        build = run.steps[BUILD]
        clock = today["sentiment"] / build["part_seconds"]["sentiment"]
        found["today's sentiment / Plumage's, by the clock"] = f"{clock:.1f}{note}"
        clock = today["clock"] / build["seconds"]
        found["today's whole / full build, by the clock"] = f"{clock:.1f}{note}"
        found["today's whole / full build"] = f"{today['all'] / build['cpu_seconds']:.1f}{note}"
        found["today's peak memory / Plumage's"] = f"{today['peak'] / build['peak_mib']:.1f}{note}"
    return found


def hours_of(small: Run, large: Run, step: str, tweets: float) -> float:
    """CPU hours of a step for so many tweets, on the line through two runs."""
    fixed, per_million = slope(small, large, {run.tweets: run.cpu(step) for run in (small, large)})
    return (fixed + per_million * tweets / 1e6) / 3600


def plan_rows(small: Run, large: Run) -> list[list[str]]:
    """Hours, disk and executors for each planned size."""
    rows = []
    for tweets in PLANNED:
        hours = hours_of(small, large, BUILD, tweets)
        hours_more = hours_of(small, large, MORE, tweets)
        raw = large.facts["raw_bytes"] / large.tweets * tweets / 1e12
        warehouse = large.facts["warehouse_bytes"] / large.tweets * tweets / 1e12
        rows.append(
            [
                f"{tweets:.0e}".replace("e+0", "e"),
                f"{hours:,.0f}",
                f"{hours_more:,.0f}",
                f"{raw:.2f}",
                f"{2 * warehouse:.2f}",
                f"{math.ceil(hours / NIGHT_HOURS / EXECUTOR_CORES)}",
            ]
        )
    return rows


def page(runs: list[Run]) -> str:
    """Write the page, as Markdown."""
    small, large = first_for_slopes(runs), runs[-1]
    sizes = [f"{run.tweets:,} tweets" for run in runs]
    step_rows = []
    for name in dict.fromkeys(name for run in runs for name in run.steps):
        known = [run for run in runs if name in run.steps]
        seconds = {run.tweets: run.cpu(name) for run in known}
        cells = [
            f"{seconds[run.tweets]:,.1f} ({run.steps[name]['peak_mib']:,.0f})"
            if run in known
            else "not measured"
            for run in runs
        ]
        first = first_for_slopes(known)
        line = [f"{x:,.1f}" for x in slope(first, known[-1], seconds)] if first else []
        step_rows.append([name, *cells, *(line or ["", ""])])
    part_rows = []
    for part in large.parts(BUILD):
        seconds = {run.tweets: run.parts(BUILD)[part] for run in runs}
        share = seconds[large.tweets] / sum(large.parts(BUILD).values())
        cells = [f"{seconds[run.tweets]:,.1f}" for run in runs]
        part_rows.append([part, *cells, f"{exponent(small, large, seconds):.2f}", f"{share:.0%}"])
    total = {run.tweets: run.cpu(BUILD) for run in runs}
    found = [ratios(run, runs) for run in runs]
    ratio_rows = [
        [name, aim, *(each.get(name, "not measured") for each in found)]
        for name, aim in AIMS.items()
    ]
    facts = large.facts
    planned = plan_rows(small, large)
    columns = ["tweets", "CPU hours, full build", "CPU hours, 1 % new", "raw", "warehouse"]
    return PAGE.read_text(encoding="utf-8").format(
        **facts,
        kilobytes=facts["raw_bytes"] / large.tweets / 1000,
        smallest=small.tweets,
        largest=large.tweets,
        exponent=exponent(small, large, total, small.cpu(EMPTY)),
        factor=PLANNED[0] / large.tweets,
        executor_cores=EXECUTOR_CORES,
        night_hours=NIGHT_HOURS,
        machine_hours=hours_of(small, large, BUILD, PLANNED[0]) / EXECUTOR_CORES,
        today_gib=today_at(large.tweets, runs)[0]["peak"] / 1024,
        step_table=table(["step", *sizes, "fixed", "per million tweets"], step_rows),
        part_table=table(["part", *sizes, "exponent", "share"], part_rows),
        ratio_table=table(["ratio of CPU seconds (of MiB for memory)", "aim", *sizes], ratio_rows),
        plan_table=table([*columns, "executors"], planned),
        **rejects(json.loads(REJECTS.read_text())),
    )


def rejects(stored: dict) -> dict[str, object]:
    """Say what accounting for records costs: facts of the bench, and a table of it."""
    rows = [
        [
            row["name"],
            f"{row['seconds']:.1f}",
            f"{row['times']:.2f} ({low:.2f} to {high:.2f})",
            f"{row['processor_times']:.2f}",
            f"{row['peak_mib']:,.0f}",
        ]
        for row in stored["rows"]
        for low, high in [row["times_range"]]
    ]
    header = ["case", "seconds", "times the fast path (range)", "the same of CPU", "peak MiB"]
    facts = {f"rejects_{name}": value for name, value in stored["facts"].items()}
    return facts | {"rejects_table": table(header, rows)}


def plot(runs: list[Run], out: Path) -> None:
    """CPU seconds over tweets, both on logarithmic scales, with the exponent of each line."""
    import matplotlib  # noqa: PLC0415 - wanted for the plot alone

    matplotlib.use("Agg")
    from matplotlib import pyplot  # noqa: PLC0415

    figure, axes = pyplot.subplots(figsize=(8, 5), layout="constrained")
    for name in (FLOOR, TODAY, BUILD, MORE, SAME, EMPTY):
        known = [run for run in runs if name in run.steps]
        if first_for_slopes(known) is None:
            continue
        seconds = {run.tweets: run.cpu(name) for run in known}
        power = exponent(first_for_slopes(known), known[-1], seconds)
        axes.plot(list(seconds), list(seconds.values()), marker="o", label=f"{name} ({power:.2f})")
    axes.set(xscale="log", yscale="log", xlabel="tweets", ylabel="CPU seconds")
    small, large = first_for_slopes(runs), runs[-1]
    axes.set_title(f"Exponents from {small.tweets:,} to {large.tweets:,} tweets")
    axes.grid(visible=True, which="major", alpha=0.3)
    figure.legend(loc="outside lower center", ncols=3, frameon=False)
    figure.savefig(out, dpi=150)


def main() -> int:
    """Print the page; draw the plot where one is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results", nargs="*", type=Path, help="stored runs of bench/run.py")
    parser.add_argument("--plot", type=Path, help="file of the plot, such as slopes.png")
    arguments = parser.parse_args()
    paths = arguments.results or sorted(RESULTS.glob("tweets-*.json"))
    runs = sorted((Run(path) for path in paths), key=lambda run: run.tweets)
    if first_for_slopes(runs) is None:
        print(
            f"bench: a plan needs runs of two sizes from {SLOPES_FROM:,} tweets on:"
            " bench/run.py --tweets N --out FILE"
        )
        return 1
    if arguments.plot:
        plot(runs, arguments.plot)
    else:
        sys.stdout.write(page(runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
