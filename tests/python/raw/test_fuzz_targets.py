"""However ages_test.csv is written: each line is answered in its order, or the line is named."""

from __future__ import annotations

import random

import pytest

from support.ledger import trying
from support.project import Project, succeed

UNKNOWN = (1, 2**53 + 1, 2**63 - 1)
OF_TARGETS = (
    "base_raw__files", "base_twitter__ages_test+,+exposure:age_predictions",
    "int_warehouse__settings", "dim_sources", "dim_subjects", "dim_warehouse",
)  # fmt: skip
"""What ages_test.csv changes in the marts that predict.py reads."""

QUICK = ("--validate", "none", "--output")


def written(user_id: int, chance: random.Random) -> str:
    """An id as people and programs write it."""
    return chance.choice(["{0}", " {0}", "{0} ", "\t{0}", '"{0}"', '" {0} "', "{0},"]).format(
        user_id
    )


def write_targets(project: Project, chance: random.Random) -> list[int]:
    """Write an odd ages_test.csv; give the ids that it asks for, in order."""
    path = project.raw / "ages_test.csv"
    listed = [int(line) for line in path.read_text().split() if line.strip().isdigit()]
    asked = chance.choices(listed, k=150) + listed + list(UNKNOWN)
    chance.shuffle(asked)
    lines = [written(user_id, chance) for user_id in asked]
    for _ in range(20):
        lines.insert(chance.randrange(1, len(lines)), chance.choice(["", " ", "\t"]))
    end = chance.choice(["\n", "\r\n"])
    start = chance.choice(["", "\ufeff", f"User ID{end}", f"{end}ID,{end}"])
    path.write_bytes((start + end.join(lines) + chance.choice(["", end])).encode())
    return asked


@pytest.mark.verify
@pytest.mark.trust
def test_every_line_is_answered_in_order_however_it_is_written(built, copy_project, tmp_path):
    chance = random.Random(5)
    project, output = copy_project(built), tmp_path / "ages_pred.csv"
    with trying("fuzzing", "ages_test.csv written oddly, through predict.py", tried=0) as row:
        # The second time shows that nothing stays of the first. All else is built, and the same.
        for _ in range(2):
            asked = write_targets(project, chance)
            succeed(project.dbt("run", "-s", *OF_TARGETS))
            run = project.predict(*QUICK, str(output))
            row.crashes += "Traceback" in run.stdout + run.stderr
            succeed(run)
            header, *answers = output.read_bytes().decode("ascii").split("\n")[:-1]
            assert header == "ID,Age"
            assert [int(answer.split(",")[0]) for answer in answers] == asked
            assert all(13 <= int(answer.split(",")[1]) <= 79 for answer in answers)
            row.tried += 1
            row.records += len(asked)
        row.outcome = "each line answered, in order, with a plausible whole year"
