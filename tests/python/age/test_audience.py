"""How many of the users asked for are of an age: planted truth, a second count, and the command."""

from __future__ import annotations

import csv

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

from plumage.__main__ import main
from plumage.core.paths import LIST_HEADER

VIEWS = ("fct_audience_reaches", "rpt_audience_by_age_band")
DRAWS, TARGETS, LABELLED = 150, 300, 500


@pytest.fixture(scope="module")
def planted(built) -> pd.DataFrame:
    """Rows of the mart for many draws of users with known chances, and the truth of each.

    The claims of ``bold`` draws are too sure, those of ``blind`` ones say nothing.
    """
    rng = np.random.default_rng(4)
    users = []
    for draw in range(2 * DRAWS):
        size = TARGETS + LABELLED
        chance = expit(rng.normal(-1.5, 1.2, size))
        kind = "bold" if draw < DRAWS else "blind"
        claim = expit(1.6 * logit(chance)) if kind == "bold" else rng.permutation(chance)
        users.append(
            pd.DataFrame({
                "audience": f"{kind} {draw}",
                "role": np.repeat(["target", "labelled"], [TARGETS, LABELLED]),
                "repeat": np.repeat([0, 1], [TARGETS, LABELLED]),
                "user_id": np.arange(size),
                "probability": claim.round(9),
                "is_member": rng.random(size) < chance,
            })
        )  # fmt: skip
    drawn = pd.concat(users, ignore_index=True)
    order = drawn.sort_values("probability", ascending=False).groupby(["audience", "role"])
    drawn["probability_rank"] = order.cumcount() + 1
    definitions = dict(
        built.query("select view_name, sql from duckdb_views() where schema_name = 'marts'")
    )
    with duckdb.connect() as connection:
        connection.execute("create schema marts; create schema predictions")
        connection.register("drawn", drawn)
        connection.execute(
            "create table marts.fct_audience_users as select *, false as may_hold_minors,"
            " case when role = 'labelled' then is_member end as is_hit from drawn"
        )
        connection.execute(
            "create table predictions.age_label_shift as select '' as verdict where false"
        )
        connection.execute(
            "create table marts.fct_model_runs as"
            " select 'age' as subject, 18 as min_age_years, false as is_stale"
        )
        for name in VIEWS:
            connection.execute(definitions[name])
        return connection.execute(
            "select audiences.*, claimed_count, claimed_variance,"
            "   (select count(*) from drawn where drawn.audience = audiences.audience"
            "    and drawn.role = 'target' and drawn.is_member"
            "    and drawn.probability_rank <= audiences.reached_user_count) as truth"
            " from marts.rpt_audience_by_age_band as audiences"
            " inner join marts.fct_audience_reaches using (audience, reach_share)"
            " where not is_suppressed"
        ).df()


def test_intervals_cover_the_truth_where_the_claims_alone_do_not(planted):
    """Floor: the sum of the claims with the spread of the ages alone (Poisson-binomial)."""
    bold = planted[planted["audience"].str.startswith("bold")]
    assert set(bold["reach_share"]) == {0.05, 0.1, 0.2, 0.5, 1.0}
    off = bold["truth"] - bold["claimed_count"]
    is_held_alone = off.abs() <= 1.96 * np.sqrt(bold["claimed_variance"])
    is_held = bold["truth"].between(bold["expected_low"], bold["expected_high"])
    by_reach = is_held.groupby(bold["reach_share"]).mean()
    assert by_reach.between(0.92, 1).all(), by_reach
    assert is_held.mean() < 0.995
    assert is_held_alone[bold["reach_share"] >= 0.5].mean() < 0.6
    # Right on average, too.
    assert bold["expected_user_count"].mean() == pytest.approx(bold["truth"].mean(), rel=0.02)


def test_probabilities_that_say_nothing_reach_no_more_than_chance(planted):
    blind = planted[planted["audience"].str.startswith("blind")]
    blind = blind[blind["reach_share"] < 1]
    assert (blind["verdict"] == "not shown better than random").mean() > 0.92
    lift = blind["expected_user_count"].sum() / blind["random_user_count"].sum()
    assert 0.95 < lift < 1.05
    bold = planted[planted["audience"].str.startswith("bold") & (planted["reach_share"] < 1)]
    assert (bold["verdict"] == "better than random").mean() > 0.95


def test_rows_agree_with_a_second_count_and_bands_add_up_to_all(predicted):
    with duckdb.connect(str(predicted.warehouse), read_only=True) as connection:
        read = connection.execute
        bands = read("select * from reference.ref_age_bands order by age_band_id").df()
        own = read("select user_id, age_band_id, probability"
                   " from predictions.age_band_probabilities"
                   " semi join marts.dim_prediction_targets using (user_id)").df()  # fmt: skip
        known = read("select user_id, repeat, bands.age_band_id, probability, users.age_years"
                     " from predictions.age_out_of_fold_bands as bands"
                     " inner join marts.dim_age_users as users using (user_id)").df()  # fmt: skip
        rows = read("select * from marts.fct_audience_reaches").df()
        shown = read("select * from marts.rpt_audience_by_age_band").df()
    members = dict(zip(bands["age_band"], bands["age_band_id"].map(lambda one: [one]), strict=True))
    members |= {
        f"{age:.0f}+": [*bands.loc[bands["min_age_years"] >= age, "age_band_id"]]
        for age in (25, 30)
    }
    lowest = dict(zip(bands["age_band"], bands["min_age_years"].fillna(0), strict=True))
    highest = dict(zip(bands["age_band"], bands["max_age_years"].fillna(999), strict=True))
    assert set(rows["audience"]) == set(members)
    assert len(rows) == 6 * len(members)
    for row in rows.itertuples():
        ids = members[row.audience]
        mine = own[own["age_band_id"].isin(ids)].groupby("user_id")["probability"].sum()
        reached = mine.nlargest(max(int(len(mine) * row.reach_share + 0.5), 1))
        theirs = known[known["age_band_id"].isin(ids)]
        theirs = theirs.groupby(["repeat", "user_id"]).agg(
            {"probability": "sum", "age_years": "max"}
        )
        low = lowest.get(
            row.audience, float(row.audience.rstrip("+")) if "+" in row.audience else 0
        )
        is_member = theirs["age_years"].between(low, highest.get(row.audience, 999))
        is_above = (theirs["probability"].round(9) >= round(reached.min(), 9)) | (
            row.reach_share == 1
        )
        repeats = known["repeat"].nunique()
        expected = (
            len(reached), reached.sum(), (reached * (1 - reached)).sum(), is_above.sum() / repeats,
            (is_above & is_member).sum() / repeats, is_member.sum() / repeats,
        )  # fmt: skip
        found = (
            row.reached_user_count, row.claimed_count, row.claimed_variance,
            row.labelled_reached_count, row.labelled_hit_count, row.labelled_member_count,
        )  # fmt: skip
        np.testing.assert_allclose(found, expected, rtol=1e-6, err_msg=str(row))
    everybody = rows[(rows["reach_share"] == 1) & rows["audience"].isin(bands["age_band"])]
    users = own["user_id"].nunique()
    assert set(everybody["user_count"]) == {users}
    correction = (everybody["labelled_hit_count"] - everybody["labelled_claimed_count"]).sum()
    assert everybody["claimed_count"].sum() == pytest.approx(users, abs=1e-5)
    assert correction == pytest.approx(0, abs=1e-4)
    few = rows[["reached_user_count", "labelled_reached_count", "labelled_member_count"]].min(
        axis=1
    )
    assert shown["is_suppressed"].sum() == (few < 10).sum() > 0
    assert shown.loc[shown["is_suppressed"], "expected_user_count"].isna().all()


@pytest.fixture
def warehouse(tmp_path, monkeypatch):
    """What the command reads, written by hand."""
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("""
            create schema marts; create schema reference;
            create table reference.ref_age_bands as
                select 1 as age_band_id, '20 or younger' as age_band;
            create table marts.dim_warehouse as select null::varchar as pseudonym_key_check;
            create table marts.rpt_audience_by_age_band as
                select audience, reach_share, 40::bigint as user_count,
                    12::bigint as reached_user_count, 0.4 as cut_off_probability,
                    9.6 as expected_user_count, 7::bigint as expected_low,
                    11::bigint as expected_high, 4.0 as random_user_count,
                    50::bigint as labelled_user_count, 0.8 as labelled_hit_share,
                    0.67 as labelled_hit_low, 0.89 as labelled_hit_high,
                    0.33 as labelled_base_share, 'better than random' as verdict,
                    case when minors then 'Some may be minors.' end as caveat,
                    minors as may_hold_minors, reach_share = 0.05 as is_suppressed,
                    false as is_stale
                from (values ('25+', false), ('20 or younger', true)) as groups (audience, minors),
                    (values (0.05::double), (0.3::double)) as shares (reach_share);
            create table marts.fct_audience_users as
                select audience, role, range + 100 as user_id, 1 - range / 100 as probability,
                    range + 1 as probability_rank
                from range(40), (values ('25+'), ('20 or younger')) as groups (audience),
                    (values ('target'), ('labelled')) as roles (role);
        """)
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(path))
    return path


def test_the_list_holds_the_likeliest_first_and_as_many_as_are_told(warehouse, tmp_path, capsys):
    target = tmp_path / "a.csv"
    assert main(["audience", "25+", "--reach", "0.3", "--csv", str(target)]) == 0
    said = capsys.readouterr().out
    assert "expected of the age: 10 (7 to 11); of as many at random: 4" in said
    assert "80 % (67 % to 89 %); of all labelled users 33 %" in said
    assert "plumage forget does not look at" in said
    with target.open(newline="") as file:
        header, *rows = csv.reader(file)
    assert ",".join(header) == LIST_HEADER
    assert rows == [[str(100 + place), f"{1 - place / 100:.6f}"] for place in range(12)]
    assert main(["audience", "--reach", "0.3"]) == 0
    table = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in table] == ["age group", "20 or younger", "25+"]
    assert max(map(len, table)) <= 80


def test_a_list_that_may_hold_minors_has_to_be_asked_for_outright(warehouse, tmp_path, capsys):
    words = ["audience", "20 or younger", "--reach", "0.3", "--csv", str(tmp_path / "a.csv")]
    assert main(words) == 2
    assert "some may be minors" in capsys.readouterr().err
    assert not (tmp_path / "a.csv").exists()
    assert main([*words, "--may-hold-minors"]) == 0
    assert "Some may be minors." in capsys.readouterr().out
    assert (tmp_path / "a.csv").exists()


@pytest.mark.parametrize(
    ("change", "words", "said"),
    [
        ("", ["26+"], 'no age group "26+": it is one of "20 or younger", "25+"'),
        ("", ["25+", "--reach", "0.2"], "--reach must be one of 0.05, 0.3, got: 0.2"),
        ("", ["--csv", "output/a.csv"], "--csv needs an age group"),
        ("", ["25+", "--csv", "docs/a.csv"], "git would track personal data"),
        ("", ["25+", "--reach", "0.05", "--csv", "output/a.csv"], "too few users"),
        ("update marts.dim_warehouse set pseudonym_key_check = 'x'",
         ["25+", "--csv", "output/a.csv"], "pseudonyms in place of ids"),
        ("delete from marts.rpt_audience_by_age_band", [], "run `plumage predict`"),
        ("drop table marts.rpt_audience_by_age_band", [], "run `dbt build`"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_one_line_and_writes_nothing(
    warehouse, capsys, monkeypatch, change, words, said
):
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(change or "select 1")
    reach = [] if "--reach" in words else ["--reach", "0.3"]
    assert main(["audience", *words, *reach]) == 2
    shown, error = capsys.readouterr()
    assert shown == ""
    assert said in error
    assert error.count("\n") == 1
