"""The explorer's page in Chromium: three views by mouse and by keyboard, silent, open to all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from support.browser import DESKTOP, NARROW, TELEPHONE, Visit
from support.explorer_pages import HOSTILE, changed, hide_texts, page_of, payload_in, rows_of

pytestmark = pytest.mark.browser

PLACES = (
    "#bands/1",
    "#bands/5",
    "#tweets/under_30/unusual/2",
    "#tweets/under_30/typical/1",
    "#users",
)


@pytest.fixture(scope="module")
def page(predicted, tmp_path_factory) -> Path:
    return page_of(predicted.warehouse, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def held(page) -> dict:
    return payload_in(page.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def bare(predicted, built, tmp_path_factory) -> Path:
    """Page of a warehouse that shows no texts and has no predictions and little else."""
    folder = tmp_path_factory.mktemp("bare")
    statements = hide_texts(built)
    for table in (
        "marts.rpt_typical_terms", "marts.rpt_emoji_by_age_band", "marts.dim_language_groups",
        "marts.rpt_posting_hours_by_age_band", "marts.rpt_active_minutes_summary",
        "marts.rpt_behaviour_by_age_band", "predictions.drivers", "predictions.age_predictions",
        "predictions.model_metrics", "predictions.interval_cover",
        "predictions.age_band_probabilities", "predictions.age_band_set_cover",
    ):  # fmt: skip
        statements.append(f"delete from {table}")
    return page_of(changed(predicted, folder, *statements), folder, users=())


def focused(visited: Visit) -> str:
    """Role or element of what has the focus, which must be seen to have it."""
    what, outline = visited.page.evaluate(
        """() => {
            const one = document.activeElement;
            const seen = one.closest('.choices label') ?? one;
            return [one.getAttribute('role') ?? one.type ?? one.localName,
                    getComputedStyle(seen).outlineStyle];
        }"""
    )
    assert outline != "none", f"{what} has the focus and does not show it"
    return what


def test_three_views_by_mouse(visit, page, held):
    visited = visit(page)
    window = visited.page
    expect(window.get_by_role("tab", name="Age bands")).to_have_attribute("aria-selected", "true")
    bands = rows_of(held, "bands")
    for band in bands:
        window.get_by_role("radio", name=band["age_band"], exact=True).click()
        expect(window.locator("#band-title")).to_contain_text(band["age_band"])
    visited.picture("explorer-bands")

    measures = rows_of(held, "measures")
    window.get_by_role("combobox", name="Show").select_option("all")
    expect(window.locator("table.measures tbody tr")).to_have_count(len(measures))
    # Bands of few users have no rhythm to show.
    told = next(row for row in rows_of(held, "hours") if row["tweet_share"] is not None)
    name = next(band["age_band"] for band in bands if band["age_band_id"] == told["age_band_id"])
    window.get_by_role("radio", name=name, exact=True).click()
    expect(window.locator("table.heatmap tbody td")).to_have_count(7 * 24)

    window.get_by_role("tab", name="Unusual tweets").click()
    window.locator("#tweet-list").get_by_role("option").nth(2).click()
    tweet = next(
        row
        for row in rows_of(held, "tweets")
        if row["list_name"] == "unusual" and row["report_rank"] == 3
    )
    expect(window.locator("blockquote")).to_have_text(tweet["tweet_text"])
    marked = [text for text, is_marked in tweet["pieces"] if is_marked]
    assert window.locator("blockquote mark").all_text_contents() == marked
    expect(window.locator("#tweet-detail")).to_contain_text(tweet["reason"])
    visited.picture("explorer-tweets")
    word = tweet["surprisal_drivers"][0]["term"]
    window.get_by_label("Filter by word").fill(word)
    found = window.locator("#tweet-list").get_by_role("option")
    assert 0 < found.count() < 100
    # What is shown is one of those listed, or nothing.
    expect(window.locator("#tweet-list")).to_contain_text(
        window.locator("#tweet-detail h2").text_content().rpartition(" ")[2]
    )
    window.get_by_label("Filter by word").fill("no such word at all")
    expect(found).to_have_count(0)
    detail = window.locator("#tweet-detail")
    expect(detail).to_contain_text("has “no such word at all”")
    expect(detail.locator("h2")).to_have_count(0)
    window.get_by_text("most typical").click()
    expect(detail.locator("h2")).to_have_count(0)
    window.get_by_role("button", name="Clear the filter").click()
    expect(detail.locator("h2")).to_have_text("Typical tweet 1")

    window.get_by_role("tab", name="Users").click()
    shown = next(row for row in rows_of(held, "users") if not row["abstain"])
    expect(window.locator("#user-detail h2")).to_have_text(f"User {shown['user_id']}")
    window.get_by_label("Find an id").fill("nobody")
    expect(window.locator("#user-detail h2")).to_have_count(0)
    window.get_by_role("button", name="Show all users").click()
    user = rows_of(held, "users")[4]
    window.get_by_label("Find an id").fill(user["user_id"])
    window.locator("#user-list").get_by_role("option").first.click()
    detail = window.locator("#user-detail")
    expect(detail.locator("h2")).to_have_text(f"User {user['user_id']}")
    interval = f"[{user['interval_low_years']}, {user['interval_high_years']}]"
    expect(detail.locator(".figure").first).to_have_text(
        f"{user['predicted_age_years']} {interval}"
    )
    expect(detail.get_by_text(user["age_band_set"], exact=True).first).to_be_visible()
    phrases = [row["phrase"] for row in rows_of(held, "phrases")]
    for row in rows_of(held, "drivers"):
        if row["user_id"] == user["user_id"] and row["kind"] == "driver":
            expect(detail).to_contain_text(phrases[row["phrase"]])
    expect(detail.get_by_text("The model abstains.")).to_have_count(int(user["abstain"]))
    visited.picture("explorer-users")
    visited.assert_silent()


def test_three_views_by_keyboard_alone(visit, page, held):
    visited = visit(page)
    window, press = visited.page, visited.page.keyboard.press
    press("Tab")
    expect(window.get_by_role("link", name="Skip to the content")).to_be_focused()
    press("Tab")
    assert focused(visited) == "tab"
    press("Tab")
    assert focused(visited) == "radio"
    press("ArrowDown")
    bands = rows_of(held, "bands")
    expect(window.locator("#band-title")).to_contain_text(bands[1]["age_band"])
    press("Tab")
    assert focused(visited) == "select-one"
    reached = []
    while "region" not in reached:
        press("Tab")
        reached.append(focused(visited))
        assert len(reached) < 9, "no table is reached by the tab key"
    for _ in range(len(reached) + 2):
        press("Shift+Tab")
    assert focused(visited) == "tab"
    press("ArrowRight")
    expect(window.locator("#view-tweets")).to_be_visible()
    expect(window.locator("#view-bands")).to_be_hidden()
    press("Tab")
    assert focused(visited) == "radio"
    press("Tab")
    assert focused(visited) == "search"
    press("Tab")
    assert focused(visited) == "listbox"
    press("ArrowDown")
    press("ArrowDown")
    expect(window.locator("#tweet-detail h2")).to_have_text("Unusual tweet 3")
    press("End")
    last = rows_of(held, "tweets")[0]["list_count"]
    expect(window.locator("#tweet-detail h2")).to_have_text(f"Unusual tweet {last}")
    press("Home")
    expect(window.locator("#tweet-detail h2")).to_have_text("Unusual tweet 1")

    for _ in range(3):
        press("Shift+Tab")
    assert focused(visited) == "tab"
    press("End")
    expect(window.locator("#view-users")).to_be_visible()
    for _ in range(3):
        press("Tab")
    assert focused(visited) == "listbox"
    users = rows_of(held, "users")
    first = next(place for place, user in enumerate(users) if not user["abstain"])
    press("ArrowDown")
    second = users[first + 1]["user_id"]
    expect(window.locator("#user-detail h2")).to_have_text(f"User {second}")
    expect(window.get_by_role("status")).to_have_text(f"User {second}")
    visited.assert_silent()


def test_addresses_lead_into_the_page_and_back(visit, page, held):
    user = rows_of(held, "users")[7]["user_id"]
    visited = visit(page, place=f"#users/{user}")
    window = visited.page
    expect(window.locator("#user-detail h2")).to_have_text(f"User {user}")
    window.get_by_role("tab", name="Age bands").click()
    expect(window).to_have_url(visited.address.partition("#")[0] + "#bands")
    window.go_back()
    expect(window.locator("#user-detail h2")).to_have_text(f"User {user}")
    visited.assert_silent()


@pytest.mark.parametrize(
    "place", ["#nowhere", "#bands/99", "#tweets/x/y/z", "#users/1", "#%E0%A4%A"]
)
def test_addresses_of_nothing_lead_to_something(visit, page, place):
    visited = visit(page, place=place)
    expect(visited.page.locator('[role="tabpanel"]:visible h2').first).to_be_visible() if (
        place != "#users/1"
    ) else expect(visited.page.locator("#user-detail .missing")).to_contain_text("not in this page")
    visited.assert_silent()


@pytest.mark.parametrize("size", [DESKTOP, TELEPHONE], ids=["desktop", "telephone"])
@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing_serious(visit, page, place, size):
    assert visit(page, place=place, size=size).findings() == []


def test_axe_finds_what_is_wrong(visit, tmp_path):
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<html><body><img src='data:,'><button></button></body></html>")
    found = "\n".join(visit(wrong).findings())
    assert "critical: button-name" in found
    assert "serious: html-has-lang" in found


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_wider_than_a_narrow_window(visit, page, place):
    visited = visit(page, place=place, size=NARROW)
    assert visited.overflow() <= 0
    visited.picture(f"explorer-narrow-{place.split('/')[0].strip('#')}")


def test_a_telephone_shows_every_verdict_and_value(visit, page):
    visited = visit(page, size=TELEPHONE)
    visited.page.get_by_role("combobox", name="Show").select_option("all")
    cells = visited.page.locator("table.measures tbody :is(th, td)")
    assert cells.count() > 12
    right = cells.evaluate_all("all => Math.max(...all.map(o => o.getBoundingClientRect().right))")
    assert right <= TELEPHONE["width"]
    row = visited.page.locator("table.measures tbody tr").first
    verdict = row.locator('[data-name="Verdict"]')
    expect(verdict).to_have_text(re.compile("more|less|alike|unknown|too few"))
    assert visited.page.get_by_role("table").first.get_by_role("row").count() > 1
    visited.picture("explorer-telephone")


def test_measures_sort_and_what_drives_a_tweet_has_more_than_an_even_share(visit, page):
    visited = visit(page)
    window = visited.page
    window.get_by_role("combobox", name="Show").select_option("all")
    users = window.locator('table.measures td[data-name="Users"]')
    before = users.all_text_contents()
    window.locator("table.measures").get_by_role("button", name="Users").click()
    after = [int(text.replace(",", "")) for text in users.all_text_contents()]
    assert after == sorted(after, reverse=True)
    assert sorted(before) == sorted(users.all_text_contents())
    window.get_by_role("tab", name="Unusual tweets").click()
    for _ in range(10):
        drivers = window.locator("#tweet-detail .titled").filter(has_text="an even share")
        for place in range(drivers.count()):
            track = drivers.nth(place).locator(".track").first
            width = track.locator(".part").evaluate("one => one.offsetWidth")
            tick = track.locator(".tick").evaluate("one => one.offsetLeft")
            assert width >= tick - 1
        window.locator("#tweet-list").press("ArrowDown")
    visited.assert_silent()


def test_hostile_texts_are_shown_and_do_nothing(visit, predicted, tmp_path):
    path = page_of(
        changed(
            predicted,
            tmp_path,
            f"update marts.rpt_unusual_tweets set tweet_text = $${HOSTILE}$$",
            f"update marts.rpt_typical_terms set term = $${HOSTILE}$$",
            f"update marts.dim_language_groups set group_name = $${HOSTILE}$$",
            f"update predictions.drivers set phrase = $${HOSTILE}$$",
        ),
        tmp_path,
    )
    visited = visit(path)
    window = visited.page
    assert window.locator("td, th").get_by_text("<b>").count() == 0
    expect(window.locator("bdi.term").first).to_have_text(HOSTILE)
    window.get_by_role("tab", name="Unusual tweets").click()
    assert window.locator("blockquote").evaluate("one => one.textContent") == HOSTILE
    window.get_by_role("tab", name="Users").click()
    expect(window.locator("#user-detail")).to_contain_text("</script><script>")
    assert window.evaluate("() => window.hacked") is None
    assert window.locator("img").count() == 0
    visited.assert_silent()


def test_the_policy_stops_what_would_run(visit, page):
    visited = visit(page)
    visited.page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.hacked = 1';
            document.body.append(script);
            const picture = document.createElement('img');
            picture.src = 'https://example.org/x.png';
            document.body.append(picture);
        }"""
    )
    assert visited.page.evaluate("() => window.hacked") is None
    assert len([error for error in visited.errors if "Content Security Policy" in error]) == 2


def test_what_is_missing_is_said_with_the_command_that_makes_it(visit, bare):
    visited = visit(bare)
    window = visited.page
    expect(window.locator("#view-bands")).to_contain_text(
        "No labelled user is in this band. Run dbt"
    )
    expect(window.locator("#view-bands")).to_contain_text("No log of activity was read")
    window.get_by_role("tab", name="Unusual tweets").click()
    expect(window.locator("#view-tweets")).to_contain_text(
        "No group has a norm of language. Run dbt"
    )
    window.get_by_role("tab", name="Users").click()
    expect(window.locator("#view-users")).to_contain_text("Run python python/predict.py, then make")
    assert visited.findings() == []
    visited.assert_silent()


def test_without_show_texts_the_page_says_why_users_and_texts_are_not_there(
    visit, predicted, built, tmp_path
):
    path = page_of(changed(predicted, tmp_path, *hide_texts(built)), tmp_path)
    visited = visit(path, place="#tweets")
    window = visited.page
    expect(window.locator("#view-tweets blockquote")).to_have_count(0)
    expect(window.locator("#view-tweets")).to_contain_text("show_texts: false")
    named = window.locator("#tweet-list").get_by_role("option")
    expect(named.first).to_contain_text("“")
    # What neither a text nor a word may be shown of is counted, and no entry.
    expect(named.filter(has_not_text="“")).to_have_count(0)
    expect(window.locator("#view-tweets")).to_contain_text("no word may be named")
    window.get_by_role("tab", name="Users").click()
    expect(window.locator("#view-users")).to_contain_text("Single users are not in this page.")
    expect(window.locator("#view-users")).to_contain_text("plumage explore --users")
    assert visited.findings() == []
    visited.assert_silent()


def test_without_javascript_the_page_says_so(visit, page):
    visited = visit(page, java_script_enabled=False)
    expect(visited.page.get_by_text("This page needs JavaScript")).to_be_visible()


def test_print_leaves_controls_out_and_motion_can_be_refused(visit, page):
    visited = visit(page, reduced_motion="reduce")
    window = visited.page
    motion = window.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior")
    assert motion == "auto"
    window.emulate_media(media="print")
    expect(window.get_by_role("tablist")).to_be_hidden()
    expect(window.locator("#band-title")).to_be_visible()
    assert len(window.pdf()) > 10_000
