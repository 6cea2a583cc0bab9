"""How numbers look in the story, by name: the checker formats them again and compares."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

NOTHING = "–"
"""Stands where a query gives NULL."""

MINUS = "−"
NARROW = "\u202f"
"""Narrow space that does not break, between a number and its sign."""


def whole(value: float) -> str:
    """Write a count.

    Examples
    --------
    >>> whole(1399)
    '1,399'
    """
    return _signed(f"{round(value):,}")


def one_decimal(value: float) -> str:
    """Write with one decimal.

    Examples
    --------
    >>> one_decimal(-2.04)
    '−2.0'
    """
    return _signed(f"{value:z,.1f}")


def two_decimals(value: float) -> str:
    """Write with two decimals.

    Examples
    --------
    >>> two_decimals(-0.001)
    '0.00'
    """
    return _signed(f"{value:z,.2f}")


def gain(value: float) -> str:
    """Write a difference with its sign.

    Examples
    --------
    >>> gain(0.314), gain(0.0)
    ('+0.31', '0.00')
    """
    text = two_decimals(value)
    return text if text.startswith(MINUS) or float(text.replace(",", "")) == 0 else f"+{text}"


def percent(value: float) -> str:
    """Write a share as whole percents, with decimals near none and near all.

    Examples
    --------
    >>> [percent(value).replace(NARROW, " ") for value in (0.118, 0.0042, 0.00042, 0.997, 1)]
    ['12 %', '0.4 %', '0.04 %', '99.7 %', '100 %']
    """
    hundredfold = 100 * value
    from_the_end = min(abs(hundredfold), abs(100 - hundredfold))
    decimals = 0 if from_the_end in (0, 100) or from_the_end >= 1.95 else 1
    if 0 < from_the_end < 0.095:
        decimals = 2
    return _signed(f"{hundredfold:z.{decimals}f}") + f"{NARROW}%"


def percents(value: float) -> str:
    """Write a share as a bare number of percents, for axes and sentences that name the unit.

    Examples
    --------
    >>> percents(0.95)
    '95'
    """
    return percent(value).removesuffix(f"{NARROW}%")


def probability(value: float) -> str:
    """Write how often chance gives as much, the rarest as below a thousandth.

    Examples
    --------
    >>> probability(4e-52), probability(0.0389)
    ('below 0.001', '0.039')
    """
    return "below 0.001" if value < 0.001 else f"{value:.3f}"


def short(value: float) -> str:
    """Write with three digits that count, fewer below one, and below a hundredth with one.

    Examples
    --------
    >>> short(1234.5), short(12.34), short(0.0694), short(0.01234), short(0.001234), short(0.0)
    ('1,234', '12.3', '0.07', '0.01', '0.001', '0')
    """
    if value == 0:
        return "0"
    place = math.floor(math.log10(abs(value)))
    decimals = max(0, min(2, 2 - place)) if place >= -2 else -place
    return _signed(f"{value:z,.{decimals}f}")


def _signed(text: str) -> str:
    return text.replace("-", MINUS)


FORMATS: Mapping[str, Callable[[float], str]] = {
    "n": whole,
    "f1": one_decimal,
    "f2": two_decimals,
    "gain": gain,
    "pct": percent,
    "percents": percents,
    "p": probability,
    "short": short,
}
"""By the word after the colon in the story's f-strings."""


def format_of(unit: str) -> str:
    """Choose the format for a unit of ``ref_behaviour_measures``.

    Parameters
    ----------
    unit : str
        Unit of a measure.

    Returns
    -------
    str
        Key of ``FORMATS``.

    Examples
    --------
    >>> format_of("share of tweets"), format_of("words a tweet")
    ('pct', 'short')
    """
    return "pct" if unit.startswith(("share of", "probability")) else "short"
