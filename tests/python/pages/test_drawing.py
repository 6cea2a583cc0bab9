"""Pictures are the same bytes for the same data, fetch nothing, and do without colour."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from plumage.pages.drawing import canvas, inline_svg, mark, quiet
from plumage.pages.layout import page_css
from plumage.pages.palette import ACCENT, FLOOR, INK, MUTED, PAPER, WARN, band_looks


def drawn(name: str = "one") -> str:
    with canvas(2) as figure:
        axes = figure.subplots()
        axes.plot([0, 1], [0, 12], "o-")
        axes.set_clip_on(True)
        mark(axes.text(0.5, 5, "<12 & more>"), {"data-figure": 'q["].c'})
        quiet(axes)
        return inline_svg(figure, name, labelled_by="t", described_by="d")


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_same_data_give_the_same_bytes():
    assert drawn() == drawn()


def test_two_pictures_in_a_page_share_no_id():
    first, second = (set(re.findall(r' id="([^"]+)"', drawn(name))) for name in ("one", "two"))
    assert first
    assert not first & second


def test_a_picture_is_one_element_that_fetches_nothing_and_styles_nothing_else():
    text = drawn()
    root = ElementTree.fromstring(text)
    assert root.tag.endswith("svg")
    assert not [element for element in root.iter() if element.tag.endswith(("style", "metadata"))]
    references = re.findall(r'href="([^"]*)"|url\(([^)]*)\)', text)
    assert references
    assert all("".join(one).startswith("#") for one in references)
    for one in references:
        assert f'id="{"".join(one)[1:]}"' in text


def test_texts_stay_texts_and_carry_what_they_are_bound_to():
    root = ElementTree.fromstring(drawn())
    bound = [element for element in root.iter() if element.get("data-figure")]
    assert [one.get("data-figure") for one in bound] == ['q["].c']
    assert "".join(bound[0].itertext()) == "<12 & more>"
    ticks = [element for element in root.iter() if element.get("data-axis") == "y"]
    assert ["".join(one.itertext()) for one in ticks][:2] == ["0", "5"]


def test_embedded_images_are_refused():
    with canvas(2) as figure:
        figure.subplots().imshow([[0, 1]])
        with pytest.raises(ValueError, match="vectors"):
            inline_svg(figure, "one", labelled_by="t", described_by="d")


@pytest.mark.parametrize("count", [1, 2, 5, 8])
def test_bands_differ_in_colour_and_shape_and_grow_lighter(count):
    looks = band_looks(count)
    assert len({look.colour for look in looks}) == len({look.marker for look in looks}) == count
    lights = [luminance(look.colour) for look in looks]
    assert lights == sorted(lights)
    # WCAG 2.2, 1.4.11: graphical objects need 3:1
    assert all(contrast(look.colour, PAPER) >= 3 for look in looks)


@pytest.mark.parametrize("colour", [INK, MUTED, ACCENT, FLOOR, WARN])
def test_colours_of_text_have_the_contrast_of_text(colour):
    assert contrast(colour, PAPER) >= 4.5


def test_a_band_is_needed():
    with pytest.raises(ValueError, match="at least 1"):
        band_looks(0)


def test_the_style_sheet_knows_each_colour_it_uses():
    text = page_css()
    set_there = set(re.findall(r"^  (--\w+):", text, re.MULTILINE))
    assert set(re.findall(r"var\((--[\w-]+)\)", text)) <= set_there
    assert "http" not in text
