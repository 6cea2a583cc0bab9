"""Letters, digits and number words of any style in plain characters."""

import sys
import unicodedata

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumage.udf import plain_text
from plumage.udf.plain_text import write_plainly


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("１９ ２４歳", "19 24歳"),
        ("٢١ ۲۳ २१", "21 23 21"),
        ("𝟐𝟏 𝟙𝟠 𝟤𝟤 𝗜'𝗺 𝟷𝟿", "21 18 22 I'm 19"),
        ("2️⃣1️⃣ 2⃣", "21 2"),
        ("⑲ ⓳ ②⓪ ➊ ㊿", "19 19 20 1 50"),
        ("²⁰ ᵃⁿᵈ", "20 and"),
        ("twenty-one Twenty Two twentythree", "21 22 23"),
        ("8teen ninteen SEVENTY", "18 19 70"),
        ("fourteenth oneteen seventies", "fourteenth oneteen seventies"),
        ("5½ é 東京 ❤️", "5½ é 東京 ❤️"),
        ("", ""),
        (None, None),
    ],
)
def test_numbers_become_ascii_digits(text, plain):
    assert write_plainly(text) == plain


def test_every_digit_of_unicode_has_its_value():
    digits = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isdecimal()]
    assert len(digits) > 600
    assert [write_plainly(digit) for digit in digits] == [
        str(unicodedata.decimal(digit)) for digit in digits
    ]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_plain_text_stays_plain(text):
    plain = write_plainly(text)
    assert write_plainly(plain) == plain


def test_the_sql_function_keeps_order_and_nulls():
    with duckdb.connect() as connection:
        plain_text.register(connection)
        rows = connection.execute(
            "select plumage_plain_text(bio) from (values (1, '１９'), (2, null), (3, 'x'))"
            " as bios (place, bio) order by place"
        ).fetchall()
    assert rows == [("19",), (None,), ("x",)]
