"""Command line of ``plumage claims``."""

from __future__ import annotations

from pathlib import Path

import click

from plumage.core.command import Command
from plumage.core.paths import ROOT, warehouse_path
from plumage.core.terminal import announce
from plumage.core.tracking import check_output_place, say_where_forget_looks


@click.group("claims", invoke_without_command=True)
@click.option("--seed", default=1, show_default=True, help="Seed of everything random.")
@click.option("--validate", "validation", type=click.Choice(("quick", "full", "none")),
              default="quick", show_default=True,
              help="How models are judged: 5 folds once, 10 folds 3 times, or not.")  # fmt: skip
@click.option("--save", type=Path, metavar="DIR", help="Keep the model in a folder (kept/NAME).")
@click.pass_context
def claims(context: click.Context, seed: int, validation: str, save: Path | None) -> None:
    """Judge what tells claims from opinions, and score every video of the warehouse."""
    if context.invoked_subcommand is not None:
        return
    from plumage.claims.run import run  # noqa: PLC0415 - heavy

    path = warehouse_path()
    found = run(path, seed=seed, validation=validation, save=save and save.resolve())
    if "model_gains" in found["tables"]:
        gains = found["tables"]["model_gains"].set_index(["model", "other_model", "metric"])
        gain = gains.loc[("forest after", "one_rule", "accuracy"), ["gain", "ci_low", "ci_high"]]
        more, low, high = (100 * float(value) for value in gain)
        announce(f"of 100 videos, a forest gets {more:.2f} [{low:.2f}, {high:.2f}] more right than "
                 "one rule")  # fmt: skip
    zones = found["tables"]["claims_scores"]["zone"].value_counts()
    said = ", ".join(f"{zones.get(zone, 0):,} {zone}" for zone in ("review", "none", "cannot"))
    announce(f"{zones.sum():,} videos scored ({said}): ask marts.fct_claim_scores")
    if save:
        announce(f"the model is in {save}")


@claims.command("score", cls=Command, stopped="no file was written")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", required=True, type=Path, metavar="DIR", help="Folder of a kept model.")
@click.option("--output", type=Path, default=ROOT / "output" / "claims_scored.csv",
              help="Where to write; by default output/claims_scored.csv.")  # fmt: skip
def score(file: Path, model: Path, output: Path) -> None:
    """Score videos of a CSV by whatever is known of them, or texts alone."""
    from plumage.claims.files import HEADER, score_file  # noqa: PLC0415 - heavy
    from plumage.claims.run import load_model  # noqa: PLC0415

    check_output_place(output, option=f"--output {output}", ending=".csv", mark=HEADER)
    zones = score_file(file, load_model(model.resolve(), warehouse_path()), output)
    said = ", ".join(f"{count:,} {zone}" for zone, count in sorted(zones.items()))
    announce(f"{sum(zones.values()):,} rows scored ({said}): {output}")
    say_where_forget_looks(output)


@claims.command("export", cls=Command, stopped="what was written before is kept")
@click.argument("folder", type=Path)
def export(folder: Path) -> None:
    """Write claims.csv and claims.twb, a workbook of Tableau over it, into a folder."""
    from plumage.claims.export import write_export  # noqa: PLC0415 - heavy

    for path in write_export(warehouse_path(), folder):
        announce(f"wrote {path}")
