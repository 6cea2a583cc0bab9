"""Ages and years of birth that bios state, judged by hand, against what the models find."""

from __future__ import annotations

import csv
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pytest
from statsmodels.stats.proportion import proportion_confint

from support.places import ROOT
from support.project import Project, succeed

LISTS = {
    "bios_stated_ages.csv": "rules were written with it",
    "bios_stated_ages_check.csv": "written after the rules",
}
"""Files beside this module, and what docs/age-model.md calls them."""

MODELS = (
    "ref_bio_patterns",
    "ref_other_numbers",
    "int_bios__text",
    "int_bios__patterns_matched",
    "int_bios__facts_read",
    "int_users__bio_facts",
)


@dataclass(frozen=True)
class Bio:
    """A bio, the age that it states at the end of 2020, and the age that the models find."""

    text: str
    stated_age: int | None
    kind: str
    found_age: int | None = None


def read_list(name: str) -> list[Bio]:
    with (ROOT / "tests/python/users" / name).open(encoding="utf-8", newline="") as file:
        return [
            Bio(row["bio"], int(row["stated_age"] or 0) or None, row["kind"])
            for row in csv.DictReader(file)
        ]


def state_share(hits: int, count: int) -> str:
    """Write a share with its Wilson interval as the page does."""
    low, high = proportion_confint(hits, count, method="wilson")
    return f"{hits} of {count}: {hits / count:.2f} ({low:.2f} to {high:.2f})"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Bio]]:
    """Bios of each list as the models read them."""
    project = Project(tmp_path_factory.mktemp("bios"))
    project.raw.mkdir()
    bios = [bio for name in LISTS for bio in read_list(name)]
    profiles = {"user_id": range(len(bios)), "description": [bio.text for bio in bios]}
    with duckdb.connect(str(project.warehouse)) as connection:
        profiles_table = pa.table({name: list(values) for name, values in profiles.items()})
        connection.register("given", profiles_table)
        for statement in (
            "create schema staging",
            "create schema intermediate",
            "create table staging.stg_twitter__profiles as select * from given",
            "create table intermediate.int_warehouse__as_of as"
            " select timestamp '2020-12-31 12:00:00' as as_of",
            "create table intermediate.int_texts__measured as select '' as text_id,"
            " 'undetermined' as tag_language,"
            " 0 as word_count, 0 as emoji_count, 0.0::double as compound limit 0",
        ):
            connection.execute(statement)
        connection.unregister("given")
    kinds = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
    succeed(project.dbt("build", *kinds, "-s", *MODELS))
    ages = iter(
        project.query(
            "select coalesce(bio_stated_age_years, bio_birth_year_age_years)"
            " from intermediate.int_users__bio_facts order by user_id"
        )
    )
    return {
        name: [Bio(bio.text, bio.stated_age, bio.kind, next(ages)[0]) for bio in read_list(name)]
        for name in LISTS
    }


@pytest.mark.parametrize("name", LISTS)
def test_the_page_states_precision_and_recall_of_each_list(found, name):
    bios = found[name]
    said = [bio for bio in bios if bio.found_age is not None]
    stated = [bio for bio in bios if bio.stated_age is not None]
    right = sum(bio.found_age == bio.stated_age for bio in stated)
    row = (
        f"| {LISTS[name]} | {len(bios)} | {state_share(right, len(said))} "
        f"| {state_share(right, len(stated))} |"
    )
    wrong = [bio for bio in bios if bio.found_age != bio.stated_age]
    page = (ROOT / "docs" / "age-model.md").read_text(encoding="utf-8")
    assert row in page, f"docs/age-model.md must say {row}; misread: {wrong}"


def test_the_lists_repeat_no_bio_and_hold_as_many_traps_as_ages():
    bios = [bio for name in LISTS for bio in read_list(name)]
    assert len({bio.text for bio in bios}) == len(bios) == 260
    for name in LISTS:
        stated = [bio.stated_age is not None for bio in read_list(name)]
        assert sum(stated) * 2 == len(stated)
