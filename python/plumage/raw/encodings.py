"""Encodings of text files that are not read, told by their first bytes."""

from __future__ import annotations

# UTF-32 first: its mark in little endian begins with that of UTF-16.
_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SAMPLE_BYTES = 64
_REMEDY = 'save it as UTF-8 (Excel: "CSV UTF-8")'


def name_encoding(head: bytes) -> str | None:
    r"""Tell an encoding that is not read, or nothing where a file may be UTF-8.

    Without a byte order mark, zero bytes tell: delimiters, digits and line ends fill every other
    byte with one in UTF-16, and three of four in UTF-32, always at the same places.

    Parameters
    ----------
    head : bytes
        Beginning of the file.

    Returns
    -------
    str or None
        ``UTF-16`` or ``UTF-32``.

    Examples
    --------
    >>> name_encoding("ID,Age\n".encode("utf-32-be")), name_encoding(b"ID,Age\n\0\n")
    ('UTF-32', None)
    """
    name = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    return name or _name_by_zeros(head[:_SAMPLE_BYTES])


def describe_encoding(head: bytes) -> str | None:
    r"""Say which encoding a CSV has and what to do about it, or nothing where it may be UTF-8.

    Parameters
    ----------
    head : bytes
        Beginning of the file.

    Returns
    -------
    str or None
        Words after the name of the file.

    Examples
    --------
    >>> describe_encoding("ID,Age\n".encode("utf-16"))
    'is UTF-16: save it as UTF-8 (Excel: "CSV UTF-8")'
    """
    name = name_encoding(head)
    return f"is {name}: {_REMEDY}" if name else None


def _name_by_zeros(sample: bytes) -> str | None:
    """Tell UTF-16 and UTF-32 by the places of zero bytes."""
    whole = sample[: len(sample) // 4 * 4]
    # Two bytes of four are zero in all but rare scripts; nothing but zeros is damage.
    if any(whole) and (_all_zero(whole, (2, 3)) or _all_zero(whole, (0, 1))):
        return "UTF-32"
    zeros, others = sorted((sample[::2].count(0), sample[1::2].count(0)), reverse=True)
    return "UTF-16" if len(sample) > 2 and zeros > len(sample) / 4 and not others else None


def _all_zero(sample: bytes, places: tuple[int, int]) -> bool:
    return not any(any(sample[place::4]) for place in places)
