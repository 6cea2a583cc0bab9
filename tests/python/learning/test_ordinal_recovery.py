"""The ordinal model finds what was planted, from the raw files of 20 populations on."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from plumage.age.ordinal_features import ORDINAL_FEATURES
from plumage.learning.ordinal.bands import OrdinalBands
from plumage.sample.twitter.effects import EFFECTS
from plumage.sample.twitter.export import export
from plumage.sample.twitter.population import Request
from support.project import Project, succeed

SEEDS = range(1, 21)
CURATED = tuple(feature.name for feature in ORDINAL_FEATURES)
PLANTED = tuple(effect.feature for effect in EFFECTS)
STAND_INS = ("mean_positive", "mean_negative")
"""Terms that take over the effect of mean_compound where that is not looked at: no truth stated."""


@pytest.fixture(scope="module")
def populations(tmp_path_factory):
    """Features, bands and planted slopes of labelled users with full evidence, by seed.

    All populations go through one warehouse, each in a subfolder of the raw folder: 20 builds would
    take half an hour. The columns of feat_users that are looked at here are made from a user's
    own records, so this is the same as a build each, as long as nobody is in two populations.
    """
    project = Project(tmp_path_factory.mktemp("populations"))
    options = {"users": 1200, "tweets_per_user": 5, "echo_scale": 0.0}
    skipped = ("friend_profiles", "mention_profiles")
    for seed in SEEDS:
        export(Request(seed=seed, skip=skipped, **options), project.raw / f"population{seed}")
    select = ["-s", "+feat_users", "+dim_age_users"]
    succeed(project.dbt("build", *select, "--exclude-resource-type", "test", "unit_test"))
    columns = dict.fromkeys([*CURATED, *PLANTED])
    rows = project.query(
        f"select user_id, age_years, {', '.join(columns)} from marts.feat_users "
        "join marts.dim_age_users using (user_id) "
        "where dim_age_users.role = 'labelled' and feat_users.evidence_level = 'full'"
    )
    users = pd.DataFrame(rows, columns=["user_id", "age_years", *columns]).set_index("user_id")
    users = users.apply(pd.to_numeric).astype(float)
    found, everybody = {}, []
    for seed in SEEDS:
        folder = project.raw / f"population{seed}"
        stated = json.loads((folder / "planted_effects.json").read_text())["effects"]
        own = pd.read_csv(folder / "planted_users.csv", index_col="user_id").index
        everybody.extend(own)
        mine = users.loc[own.intersection(users.index)]
        bands = np.digitize(mine["age_years"], [21, 25, 30, 40])
        slopes = {effect["feature"]: effect["log_odds_per_unit"] for effect in stated}
        found[seed] = mine, bands, slopes
    assert len(set(everybody)) == len(everybody)
    assert sum(len(mine) for mine, _, _ in found.values()) == len(users)
    return found


@pytest.mark.verify
@pytest.mark.parametrize("features", [CURATED, PLANTED], ids=["curated", "planted"])
def test_intervals_hold_the_planted_truth_and_claim_nothing_where_none_is(populations, features):
    covered, claimed = [], []
    for users, bands, slopes in populations.values():
        model = OrdinalBands(band_count=5, features=features, inference=True).fit(users, bands)
        table = model.coefficient_table().set_index("term")
        scales = dict(zip(model.terms_, model.scales_, strict=True))
        for term in model.terms_:
            if term in STAND_INS or term not in features:
                continue
            low, high = np.log(table.loc[term, ["ci_low", "ci_high"]].astype(float))
            truth = slopes.get(term, 0.0) * scales[term]
            if truth:
                covered.append(low <= truth <= high)
            else:
                claimed.append(not low <= 0 <= high)
    assert len(covered) >= 20 * 9
    assert len(claimed) >= 20 * 7
    assert 0.85 <= np.mean(covered) <= 1.0
    assert np.mean(claimed) <= 0.10
