"""Write docs/settings.md and the table of docs/inputs.md from dbt_project.yml; run from anywhere."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from plumage.core.variables import DECLARATIONS, TYPES, describe

ROOT = Path(__file__).resolve().parents[2]
PAGE, INPUTS = ROOT / "docs" / "settings.md", ROOT / "docs" / "inputs.md"
START = """# Settings

Made from `dbt_project.yml` by `python python/tools/write_settings.py`; a test compares the two.

## Environment variables
| variable | default | meaning |
|---|---|---|
| `PLUMAGE_RAW_DIR` | `data/raw` | folder of the raw files (`make run RAW=` sets it) |
| `PLUMAGE_DUCKDB` | `plumage.duckdb` | file of the warehouse; it belongs to one raw folder, another one replaces it |
| `PLUMAGE_KEY` | none | key of the hashes under `pseudonymise`; stored nowhere |
| `PLUMAGE_ACTIVITY_DIR` | `activity` in the raw folder | folder of activity logs |
| `PLUMAGE_MEMORY_LIMIT` | `80%` | memory of DuckDB, such as `2GB`; a build takes some hundred megabytes more |
| `PLUMAGE_TEMP_DIR` | `plumage.duckdb.tmp` | folder for what does not fit into that memory |

Plumage's commands ignore `DBT_PROFILES_DIR`, `DBT_PROFILE`, `DBT_PROJECT_DIR` and `DBT_TARGET` (also as
`DBT_ENGINE_...`), which a shell may hold for another project, and say so. A plain `dbt build` follows them:
unset them when it finds no profile `plumage`, or no such target.

## Variables
In `dbt_project.yml`, or for one build: `dbt build --vars '{as_of: "2014-10-01 00:00:00"}'`; as JSON also
`plumage run FOLDER --vars '{"min_group_users": 5}'` and `make run RAW=FOLDER VARS='{"min_group_users": 5}'`.
An unknown name or an impossible value stops any command before it changes anything (`dbt ls` and `dbt parse`,
which change nothing, do not look).

| variable | default | must be | meaning |
|---|---|---|---|
"""
END = "\nOther age bands: another `seeds/ref_age_bands.csv` with the same columns.\n"


def read_comments(text: str) -> dict[str, str]:
    """Read the comment above each variable of dbt_project.yml."""
    found: dict[str, str] = {}
    lines: list[str] = []
    for line in re.search(r"\nvars:\n(.*?)\nmodels:\n", text, re.DOTALL)[1].splitlines():
        if comment := re.match(r"  # (.*)", line):
            lines.append(comment[1])
        elif variable := re.match(r"  (\w+):", line):
            found[variable[1]] = " ".join(lines)
            lines = []
    return found


def write_page() -> str:
    """Write the page as text."""
    text = (ROOT / "dbt_project.yml").read_text(encoding="utf-8")
    defaults = yaml.safe_load(text)["vars"]
    rows = [
        f"| `{name}` | {show(defaults[name])} | {describe(defaults[TYPES][name])} "
        f"| {meaning.replace('|', chr(92) + '|')} |"
        for name, meaning in read_comments(text).items()
        if name not in DECLARATIONS
    ]
    return START + "\n".join(rows) + "\n" + END


def write_inputs() -> str:
    """Write the page of inputs as text, with the table of those declared."""
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    rows = ["| file | content | |", "|---|---|---|"]
    for name, declared in project["vars"]["inputs"].items():
        ending = "json" if "json" in declared else "csv"
        need = "required" if declared.get("is_required") else "optional"
        rows.append(f"| `{name}.{ending}` | {declared['holds']} | {need} |")
    page = INPUTS.read_text(encoding="utf-8")
    return re.sub(r"\| file \|.*?\n(?=\n)", lambda _: "\n".join(rows) + "\n", page, flags=re.S)


def show(value: object) -> str:
    """Show a default as YAML has it; `none` for null."""
    if value is None:
        return "none"
    written = yaml.safe_dump(value, default_flow_style=True, width=1000)
    return f"`{written.removesuffix('...' + chr(10)).strip()}`"


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
    INPUTS.write_text(write_inputs(), encoding="utf-8")
