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

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results"
PAGE = ROOT / "bench" / "scale.md"
"""The page without its numbers."""

PLANNED = (10**8, 10**9)
NIGHT_HOURS = 8
EXECUTOR_CORES = 8
BUILD = "dbt build: everything"
SAME = "dbt build: nothing new"
MORE = "dbt build: 1 % new"
EMPTY = "empty dbt build"
FLOOR = "floor: scan and count"
TODAY = "today: all of it"
FRESH_PARTS = ("read and flatten", "clean", "tokenise", "emoji", "sentiment")
"""Parts that an increment does for new records alone."""

COMPARED = {
    "read and flatten": ("read and flatten",),
    "emoji": ("emoji",),
    "sentiment": ("sentiment",),
    "language (TF-IDF)": ("tokenise", "language (TF-IDF and more)"),
}
"""Steps of bench/today.py beside the parts of Plumage that do the same, and more."""


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
    def today_peak_mib(self) -> float | None:
        """Peak memory of what people do today, where it was measured."""
        return self.steps[TODAY]["peak_mib"] if TODAY in self.steps else None


def slope(small: Run, large: Run, seconds: dict[int, float]) -> tuple[float, float]:
    """Tell fixed seconds and seconds per million tweets of the line through two runs."""
    per_tweet = (seconds[large.tweets] - seconds[small.tweets]) / (large.tweets - small.tweets)
    return seconds[small.tweets] - per_tweet * small.tweets, per_tweet * 1e6


def exponent(small: Run, large: Run, seconds: dict[int, float], fixed: float = 0.0) -> float:
    """Growth between two runs as a power of the number of tweets, fixed seconds taken off."""
    ratio = (seconds[large.tweets] - fixed) / max(seconds[small.tweets] - fixed, 1e-9)
    return math.log(ratio) / math.log(large.tweets / small.tweets)


def table(header: list[str], rows: list[list[str]]) -> str:
    """Markdown table; figures stand right."""
    rule = ["---"] + ["---:"] * (len(header) - 1)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (header, rule, *rows))


def ratio_rows(run: Run) -> list[list[str]]:
    """Ratios of one run: what was gained, as CPU time, and what an increment costs."""
    full, more, same = run.cpu(BUILD), run.cpu(MORE), run.cpu(SAME)
    empty = run.cpu(EMPTY)
    fresh_full = sum(run.parts(BUILD)[part] for part in FRESH_PARTS)
    fresh_more = sum(run.parts(MORE)[part] for part in FRESH_PARTS)
    fresh_same = sum(run.parts(SAME)[part] for part in FRESH_PARTS)
    rows = [
        ["build, beside an empty one", f"{full / empty:.1f}"],
        ["build with nothing new, beside an empty one", f"{same / empty:.1f}"],
        ["build beyond an empty one, beside the floor", f"{(full - empty) / run.cpu(FLOOR):.1f}"],
        [
            "1 % new: whole build beyond an empty one, beside a full build beyond an empty one",
            f"{(more - empty) / (full - empty):.0%}",
        ],
        [
            "1 % new: parsing, cleaning, tokenising, scoring, beside their full cost",
            f"{fresh_more / fresh_full:.0%}",
        ],
        [
            "the same, what it takes beyond a build with nothing new",
            f"{max(fresh_more - fresh_same, 0) / fresh_full:.1%}",
        ],
    ]
    if today := run.detail.get("today"):
        taken = {step["name"]: step["cpu_seconds"] for step in today["steps"]}
        for name, parts in COMPARED.items():
            mine = sum(run.parts(BUILD)[part] for part in parts)
            rows.append([f"today's {name}, beside Plumage's", f"{taken[name] / mine:.1f}"])
        rows.append(
            [
                "today's peak memory, beside Plumage's",
                f"{run.today_peak_mib / run.steps[BUILD]['peak_mib']:.1f}",
            ]
        )
    return rows


def plan_rows(small: Run, large: Run) -> list[list[str]]:
    """Hours, disk and executors for each planned size."""
    seconds = {run.tweets: run.cpu(BUILD) for run in (small, large)}
    more = {run.tweets: run.cpu(MORE) for run in (small, large)}
    fixed, per_million = slope(small, large, seconds)
    fixed_more, per_million_more = slope(small, large, more)
    rows = []
    for tweets in PLANNED:
        hours = (fixed + per_million * tweets / 1e6) / 3600
        hours_more = (fixed_more + per_million_more * tweets / 1e6) / 3600
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
    small, large = runs[0], runs[-1]
    sizes = [f"{run.tweets:,} tweets" for run in runs]
    steps = [name for name in large.steps if all(name in run.steps for run in runs)]
    step_rows = []
    for name in steps:
        seconds = {run.tweets: run.cpu(name) for run in runs}
        fixed, per_million = slope(small, large, seconds)
        cells = [f"{seconds[run.tweets]:,.1f} ({run.steps[name]['peak_mib']:,.0f})" for run in runs]
        step_rows.append([name, *cells, f"{fixed:,.1f}", f"{per_million:,.1f}"])
    part_rows = []
    for part in large.parts(BUILD):
        seconds = {run.tweets: run.parts(BUILD)[part] for run in runs}
        share = seconds[large.tweets] / sum(large.parts(BUILD).values())
        cells = [f"{seconds[run.tweets]:,.1f}" for run in runs]
        part_rows.append([part, *cells, f"{exponent(small, large, seconds):.2f}", f"{share:.0%}"])
    total = {run.tweets: run.cpu(BUILD) for run in runs}
    ratios = [ratio_rows(run) for run in runs]
    named = {row[0]: [] for rows in ratios for row in rows}
    for rows in ratios:
        values = dict(rows)
        for name, cells in named.items():
            cells.append(values.get(name, "not measured"))
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
        machine_hours=float(planned[0][1].replace(",", "")) / EXECUTOR_CORES,
        step_table=table(["step", *sizes, "fixed", "per million tweets"], step_rows),
        part_table=table(["part", *sizes, "exponent", "share"], part_rows),
        ratio_table=table(
            ["ratio of CPU seconds", *sizes], [[name, *cells] for name, cells in named.items()]
        ),
        plan_table=table([*columns, "executors"], planned),
    )


def plot(runs: list[Run], out: Path) -> None:
    """CPU seconds over tweets, both on logarithmic scales, with the exponent of each line."""
    import matplotlib  # noqa: PLC0415 - wanted for the plot alone

    matplotlib.use("Agg")
    from matplotlib import pyplot  # noqa: PLC0415

    figure, axes = pyplot.subplots(figsize=(8, 5), layout="constrained")
    small, large = runs[0], runs[-1]
    for name in (FLOOR, TODAY, BUILD, MORE, SAME, EMPTY):
        known = [run for run in runs if name in run.steps]
        if len(known) < 2:
            continue
        seconds = {run.tweets: run.cpu(name) for run in known}
        power = exponent(known[0], known[-1], seconds)
        axes.plot(list(seconds), list(seconds.values()), marker="o", label=f"{name} ({power:.2f})")
    axes.set(xscale="log", yscale="log", xlabel="tweets", ylabel="CPU seconds")
    axes.set_title(f"{small.tweets:,} to {large.tweets:,} tweets (exponent of each line)")
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(frameon=False)
    figure.savefig(out, dpi=150)


def main() -> int:
    """Print the page; draw the plot where one is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results", nargs="*", type=Path, help="stored runs of bench/run.py")
    parser.add_argument("--plot", type=Path, help="file of the plot, such as slopes.png")
    arguments = parser.parse_args()
    paths = arguments.results or sorted(RESULTS.glob("tweets-*.json"))
    runs = sorted((Run(path) for path in paths), key=lambda run: run.tweets)
    if len(runs) < 2:
        print("bench: a plan needs runs of two sizes: bench/run.py --tweets N --out FILE")
        return 1
    if arguments.plot:
        plot(runs, arguments.plot)
    else:
        sys.stdout.write(page(runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
