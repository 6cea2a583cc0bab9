"""What counts as a user's own words."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.places import ROOT
from support.sql_text import evaluate, evaluate_all, own_text

ENTITIES = re.findall(
    r"&[#\w]+;", (ROOT / "macros/text/decode_html_entities.sql").read_text(encoding="utf-8")
)

tweet_texts = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("@#&;:/.'\"“”RT _ht")),
    max_size=60,
)


@pytest.mark.parametrize("entity", sorted(set(ENTITIES)))
def test_entities_decode_as_html_says(entity):
    expected = html.unescape(entity).replace("\xa0", " ")
    assert evaluate("decode_html_entities('text')", f"a{entity}b") == f"a{expected}b"


@given(st.lists(st.sampled_from([*ENTITIES, "amp;", "&", "lt;", "#38;", "x"]), max_size=8))
@settings(max_examples=200, deadline=None)
def test_entities_are_decoded_once(parts):
    text = "".join(parts)
    expected = html.unescape(text).replace("\xa0", " ")
    # html.unescape also reads entities without their semicolon, which nobody writes
    if not re.search(r"&(amp|lt|#38|#\d+|#x\w+)(?![\w;])", text):
        assert evaluate("decode_html_entities('text')", text) == expected


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("so true RT @anna: great day", "so true"),
        ("so true rt @anna: great day", "so true"),
        ("👎RT @anna great day", "👎"),
        ("MT @anna: great day", None),
        ("“@anna: great day” thanks", "thanks"),
        ("“@anna: “@bob: hi” great” thanks", "thanks"),
        ("“@anna: “@bob: hi” thanks", "thanks"),
        ('"@anna: great day" thanks', "thanks"),
        ('hm.. "@anna great day"thanks', "hm.. thanks"),
        ('"@anna: put on "Yellow" and sang" thanks', "thanks"),
        ('"@anna: it starts with "Yellow"" thanks', "thanks"),
        ('"@anna: "Yellow" is great" "Yes"', '"Yes"'),
        ("“@anna: great day http://t.co/x", None),
        ("see you.. “@anna: great day", "see you.."),
    ],
)
def test_words_of_others_are_dropped(text, own):
    assert own_text(text) == own


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("start the party", "start the party"),
        ("RT if you agree", "RT if you agree"),
        ("you're such a qt @anna", "you're such a qt"),
        ("please rt @anna", "please rt"),
        ('he said "no @anna" lol', 'he said "no " lol'),
        ('say hi to "@anna, ok', 'say hi to " , ok'),
    ],
)
def test_own_words_are_kept(text, own):
    assert own_text(text) == own


@pytest.mark.parametrize(
    "text", ["", "   ", "@anna", "http://t.co/x @anna", ". @anna", "“ ” …", "http:/…", "a@b.org"]
)
def test_a_text_without_words_is_null(text):
    assert own_text(text) is None


@pytest.mark.parametrize("text", ["!!!", "?", ":)", "-_-", "😂", "@anna ))", "3"])
def test_marks_that_say_something_are_kept(text):
    assert own_text(text) == text.removeprefix("@anna ")


def test_retweets_are_null_and_an_unknown_flag_is_no_retweet():
    assert own_text("great", is_retweet=True) is None
    assert own_text("great", is_retweet=None) == "great"


def test_case_punctuation_and_hashtags_are_kept_for_vader():
    assert own_text("LOVE it!!! #blessed :-)") == "LOVE it!!! #blessed :-)"


def test_apostrophes_and_white_space_are_unified():
    assert own_text("don’t\n\tdo\u00a0it\u200b now\u00ad") == "don't do it now"


@pytest.mark.parametrize(
    "link",
    [
        "http://t.co/AbC123",
        "https://example.com/a?b=c#d",
        "HTTP://T.CO/X",
        "www.example.com",
        "bit.ly/abc",
        "example.com",
        "pic.twitter.com/a1",
        "https:/",
        "http",
        "first.last+x@mail.example.org",
    ],
)
def test_links_are_masked(link):
    assert evaluate("mask_references('text')", f"see {link} now") == "see http now"


def test_a_link_ends_where_another_script_begins():
    assert evaluate("mask_references('text')", "東京http://t.co/abです") == "東京 http です"


@given(st.lists(tweet_texts, max_size=20))
@settings(max_examples=25, deadline=None)
def test_no_handle_survives_the_mask_and_masking_twice_changes_nothing(batch):
    masked = evaluate_all("mask_references(clean_text('text'))", batch)
    for text in masked:
        assert set(re.findall(r"[@＠]_*[A-Za-z0-9]\w*", text, re.ASCII)) <= {"@user"}
    assert evaluate_all("mask_references('text')", masked) == masked


@given(st.lists(tweet_texts, max_size=20))
@settings(max_examples=25, deadline=None)
def test_own_text_never_fails_and_is_never_blank(batch):
    for own in evaluate_all("own_text('text', 'false')", batch):
        assert own is None or own == own.strip() != ""
