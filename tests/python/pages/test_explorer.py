"""The explorer's page without a browser: it says what the marts say, and no more than it may."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from plumage.__main__ import main
from plumage.core import tracking
from plumage.core.errors import PlumageError
from plumage.pages.explorer.marking import marked_pieces
from plumage.pages.explorer.page import build_page
from plumage.pages.explorer.payload import read_payload
from plumage.pages.explorer.prediction_queries import USER_ROWS
from plumage.pages.explorer.queries import TERM_ROWS
from plumage.pages.story.results import read_figures
from plumage.pages.writing import MOST_BYTES, write_page
from support.explorer_pages import (
    HOSTILE,
    Elements,
    changed,
    hide_texts,
    page_of,
    payload_in,
    rows_of,
)
from support.places import ROOT
from support.project import Project, succeed


@pytest.fixture(scope="module")
def payload(predicted: Project) -> dict:
    return read_payload(predicted.warehouse)


@pytest.fixture(scope="module")
def private(predicted: Project, built: Project, tmp_path_factory) -> Path:
    """A warehouse whose texts must not be shown."""
    return changed(predicted, tmp_path_factory.mktemp("private"), *hide_texts(built))


def told(project: Project, sql: str) -> list[dict]:
    with duckdb.connect(str(project.warehouse), read_only=True) as connection:
        cursor = connection.execute(sql)
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.parametrize(
    ("name", "sql"),
    [
        (
            "behaviour",
            "from marts.rpt_behaviour_by_age_band order by age_band_id, display_order, measure",
        ),
        (
            "trends",
            "from marts.fct_behaviour_trends"
            " order by abs(rank_correlation) desc nulls last, measure",
        ),
        (
            "hours",
            "from marts.rpt_posting_hours_by_age_band"
            " order by age_band_id, local_weekday, local_hour",
        ),
        (
            "emoji",
            "from marts.rpt_emoji_by_age_band where report_rank <= 15"
            " order by age_band_id, report_rank",
        ),
        (
            "terms",
            f"from marts.rpt_typical_terms where report_rank <= {TERM_ROWS}"
            " order by group_id, list_name, term_kind, report_rank",
        ),
        (
            "activity_bands",
            "from marts.rpt_active_minutes_by_age_band order by log_name, age_band_id",
        ),
        ("activity_trends", "from marts.rpt_active_minutes_trends order by log_name"),
        ("suppressions", "from marts.rpt_suppressed_groups order by table_name, suppressed_kind"),
        (
            "tweets",
            "select *, 'unusual' as list_name from marts.rpt_unusual_tweets union all by name"
            " select *, 'typical' as list_name from marts.rpt_typical_tweets"
            " order by group_id, list_name desc, report_rank",
        ),
        (
            "users",
            "from marts.fct_age_predictions"
            " order by role = 'target' desc, role = 'labelled' desc, user_id",
        ),
    ],
)
def test_the_page_holds_what_the_marts_hold(predicted, payload, name, sql):
    shown, wanted = rows_of(payload, name), told(predicted, sql)
    assert len(shown) == len(wanted) > 0
    for one, other in zip(shown, wanted, strict=True):
        for column in one.keys() & other.keys():
            expected = other[column]
            if column in ("user_id", "tweet_id"):
                expected = str(expected)
            if isinstance(expected, float):
                expected = pytest.approx(expected, rel=1e-5)
            if column.endswith("_drivers"):
                expected = [
                    part | {"share": pytest.approx(part["share"], rel=1e-5)} for part in expected
                ]
            assert one[column] == expected, (name, column)


def test_probabilities_and_drivers_belong_to_their_users(predicted, payload):
    probabilities = {
        row["user_id"]: row["probabilities"] for row in rows_of(payload, "probabilities")
    }
    for row in told(predicted, "from marts.fct_age_band_probabilities"):
        place = row["age_band_id"] - 1
        assert probabilities[str(row["user_id"])][place] == pytest.approx(
            row["probability"], abs=6e-5
        )
    phrases = [row["phrase"] for row in rows_of(payload, "phrases")]
    drivers = {
        (row["user_id"], row["driver_position"]): (
            row["direction"],
            None if row["phrase"] is None else phrases[row["phrase"]],
        )
        for row in rows_of(payload, "drivers")
    }
    wanted = told(predicted, "from predictions.drivers")
    assert len(drivers) == len(wanted) > 0
    for row in wanted:
        key = (str(row["user_id"]), row["driver_position"])
        assert drivers[key] == (row["direction"], row["phrase"])


def test_shares_of_terms_have_intervals_of_wilson(payload):
    (group,) = rows_of(payload, "groups")
    for row in rows_of(payload, "terms"):
        for name, members in (
            ("", group["user_count"]),
            ("other_", group["other_user_count"]),
        ):
            low, high = proportion_confint(row[f"{name}user_count"], members, method="wilson")
            assert row[f"{name}user_share_low"] == pytest.approx(low, abs=1e-5)
            assert row[f"{name}user_share_high"] == pytest.approx(high, abs=1e-5)


def test_the_floor_is_the_median_of_known_ages_that_may_be_learned_from(predicted, payload):
    ages = sorted(
        row["age_years"]
        for row in told(predicted, "from marts.dim_age_users where role = 'labelled'")
        if row["age_years"] is not None
    )
    (floor,) = rows_of(payload, "floor")
    assert floor["user_count"] == len(ages)
    assert ages[(len(ages) - 1) // 2] <= floor["median_age_years"] <= ages[len(ages) // 2]


def test_no_known_age_of_a_user_is_in_the_page(payload):
    for name in ("users", "probabilities", "drivers"):
        assert not {"age_years", "age_band", "fold"} & set(payload["tables"][name]["columns"])


def test_marked_words_are_those_that_drive_the_scores(payload):
    tweets = rows_of(payload, "tweets")
    assert all("".join(text for text, _ in row["pieces"]) == row["tweet_text"] for row in tweets)
    explained = [row for row in tweets if row["surprisal_drivers"]]
    assert explained
    for row in explained:
        marked = "".join(text for text, is_marked in row["pieces"] if is_marked)
        assert marked, row["tweet_text"]


@given(st.text(), st.lists(st.text(min_size=1).filter(lambda term: term.strip() == term)))
def test_pieces_of_any_text_join_to_it(text, terms):
    pieces = marked_pieces(text, terms)
    assert "".join(piece for piece, _ in pieces) == text
    assert all(one[1] != other[1] for one, other in pairwise(pieces))


@pytest.mark.parametrize(
    ("text", "term", "marked"),
    [
        ("Sooooo good", "soo", ["Sooooo"]),
        ("a candle can burn", "can", ["can"]),
        ("hi #Tag #TagTwo", "#tag", ["#Tag"]),
        ("at 4:30, 2 of us", "0", ["4:30,", "2"]),
        ("see http now", "http", ["http"]),
        ("thanks @user!", "@user", ["@user"]),
        ("love ❤️ it", "❤", ["❤"]),
        ("pizza & enchiladas", "pizza enchiladas", ["pizza & enchiladas"]),
        ("nothing here", "absent", []),
    ],
)
def test_terms_are_found_as_the_tokeniser_reads_them(text, term, marked):
    assert [piece for piece, is_marked in marked_pieces(text, [term]) if is_marked] == marked


def test_the_same_warehouse_gives_the_same_page(predicted):
    pages = {build_page(read_payload(predicted.warehouse)) for _ in range(2)}
    assert len(pages) == 1


def test_hostile_texts_stay_texts(predicted, tmp_path):
    warehouse = changed(
        predicted,
        tmp_path,
        f"update marts.rpt_unusual_tweets set tweet_text = $${HOSTILE}$$, reason = $${HOSTILE}$$",
        f"update marts.rpt_typical_terms set term = $${HOSTILE}$$",
        f"update marts.dim_warehouse set raw_folder = $${HOSTILE}$$",
        f"update predictions.drivers set phrase = $${HOSTILE}$$",
    )
    page = page_of(warehouse, tmp_path).read_text(encoding="utf-8")
    assert len(list(Elements(page).of("script"))) == 2
    assert not list(Elements(page).of("img"))
    held = payload_in(page)
    assert rows_of(held, "tweets")[0]["tweet_text"] == HOSTILE
    assert rows_of(held, "warehouse")[0]["raw_folder"] == HOSTILE
    assert rows_of(held, "phrases") == [{"phrase": HOSTILE}]


def test_the_policy_allows_the_pages_own_script_and_style_alone(payload):
    page = build_page(payload)
    elements = Elements(page)
    (policy,) = (
        element["attributes"]["content"]
        for element in elements.of("meta")
        if element["attributes"].get("http-equiv") == "Content-Security-Policy"
    )
    (script,) = (one for one in elements.of("script") if "type" not in one["attributes"])
    (style,) = elements.of("style")
    for kind, element in (("script-src", script), ("style-src", style)):
        digest = base64.b64encode(hashlib.sha256(element["content"].encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for element in elements.found:
        names = set(element["attributes"])
        assert not {name for name in names if name.startswith("on") or name in ("src", "style")}
        assert re.match("#|$", element["attributes"].get("href", "")), element


def test_scripts_write_no_markup():
    for path in (ROOT / "python/plumage/pages/explorer/assets").glob("*.js"):
        source = path.read_text(encoding="utf-8")
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert way not in source, path.name


def test_without_show_texts_there_is_no_text_id_or_user(predicted, private):
    page = build_page(read_payload(private))
    held = payload_in(page)
    assert not held["users"]["are_shown"]
    assert not {"users", "probabilities", "drivers", "phrases"} & set(held["tables"])
    tweets = rows_of(held, "tweets")
    assert tweets
    for row in tweets:
        assert row["tweet_text"] is row["pieces"] is row["tweet_id"] is None
        assert row["reason"]
        assert row["surprisal_drivers"] is not None
    # Scores and counts have fewer digits than ids, so that none looks like one.
    ids = {str(row["user_id"]) for row in told(predicted, "from marts.dim_age_users")}
    assert not ids & {found for found in re.findall(r"\d+", page) if len(found) >= 6}


@pytest.mark.parametrize("read", [read_payload, read_figures])
def test_texts_of_a_part_that_was_built_to_show_them_stop_a_page(predicted, tmp_path, read):
    path = changed(predicted, tmp_path, "update marts.dim_warehouse set show_texts = false")
    with pytest.raises(PlumageError, match="holds texts or ids, and the warehouse was built"):
        read(path)


def test_users_are_shown_when_they_are_asked_for(predicted, private):
    everybody = read_payload(private, users=())
    assert len(rows_of(everybody, "users")) == everybody["users"]["total"] <= USER_ROWS
    wanted = told(predicted, "from marts.fct_age_predictions order by md5(user_id::varchar)")[:2]
    some = read_payload(private, users=[row["user_id"] for row in wanted])
    ids = {str(row["user_id"]) for row in wanted}
    for name in ("users", "probabilities", "drivers"):
        assert {row["user_id"] for row in rows_of(some, name)} == ids
    assert all(row["tweet_text"] is None for row in rows_of(some, "tweets"))


def test_a_user_without_prediction_is_refused_by_id(predicted):
    with pytest.raises(PlumageError, match=r"no prediction for user 17: .*predict\.py"):
        read_payload(predicted.warehouse, users=[17])


def test_groups_below_the_limit_have_no_count(predicted, tmp_path):
    warehouse = changed(
        predicted, tmp_path, "update marts.dim_warehouse set min_group_users = 100000"
    )
    held = read_payload(warehouse)
    assert {row["user_count"] for row in rows_of(held, "bands")} == {None}
    assert rows_of(held, "activity_bins") == []


def test_the_page_of_a_small_export_is_small(predicted, tmp_path):
    assert page_of(predicted.warehouse, tmp_path).stat().st_size < 1_000_000


def test_a_page_that_is_too_large_is_refused_and_the_old_one_stays(tmp_path):
    path = tmp_path / "explorer.html"
    write_page("old", path, remedy="do so")
    with pytest.raises(PlumageError, match=r"5,000,001 bytes.*name fewer"):
        write_page("x" * (MOST_BYTES + 1), path, remedy="name fewer users")
    assert [one.read_text() for one in tmp_path.iterdir()] == ["old"]


def test_the_command_says_what_it_wrote(predicted, private, tmp_path, monkeypatch, capsys):
    path = tmp_path / "page.html"
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(private))
    assert main(["explore", "--output", str(path)]) == 0
    said = capsys.readouterr().out
    assert f"open {path}" in said
    assert "single users are not in it" in said
    assert "delete it yourself" in said
    assert main(["explore", "--output", str(path), "--users"]) == 0
    assert "400 of 400 single users: keep it like the data" in capsys.readouterr().out


def test_the_usual_place_is_one_that_forgetting_clears(tmp_path, monkeypatch):
    monkeypatch.setattr(tracking, "ROOT", tmp_path)
    for name in ("explorer.html", "index.html", "story.html", "card.html"):
        (tmp_path / name).touch()
    assert len(list(tracking.find_results())) == 4


@pytest.mark.parametrize(
    ("statement", "told_words"),
    [
        ("drop table marts.rpt_emoji_by_age_band", "no marts.rpt_emoji_by_age_band: run `dbt bu"),
        ("alter table marts.dim_warehouse drop show_texts", "no column show_texts"),
        ("delete from marts.dim_warehouse", "dim_warehouse is empty: run `dbt build`"),
    ],
)
def test_what_is_missing_is_said_in_one_line(
    predicted, tmp_path, monkeypatch, capsys, statement, told_words
):
    warehouse = changed(predicted, tmp_path, statement)
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(warehouse))
    assert main(["explore", "--output", str(tmp_path / "page.html")]) == 2
    said = capsys.readouterr().err
    assert told_words in said
    assert said.count("\n") == 1
    assert not (tmp_path / "page.html").exists()


def test_no_warehouse_no_page(tmp_path):
    project = Project(tmp_path)
    ended = project.plumage("explore", "--output", str(tmp_path / "x.html"))
    assert ended.returncode == 2
    assert ended.stderr.startswith("plumage: there is no warehouse at")
    assert "`dbt build` first" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_command_opens_the_warehouse_read_only(predicted, tmp_path):
    before = hashlib.sha256(predicted.warehouse.read_bytes()).hexdigest()
    succeed(predicted.plumage("explore", "--output", str(tmp_path / "x.html")))
    assert hashlib.sha256(predicted.warehouse.read_bytes()).hexdigest() == before
