"""Groups of emoji, as ranges of the first code point.

The groups are those of Unicode's emoji charts (emoji-test.txt, Unicode Technical Standard #51),
with two of them split, because age shows in the halves and not in the whole: "Smileys & Emotion"
gives faces, hearts and (for its anger and sweat marks) symbols; "People & Body" gives hands and
people. Two more departures: the heart suit is written as a heart, and crabs and squids are
animals here. The first code point decides: a skin tone, a gender sign or a joined part never
changes the group, and a flag on a pole stays a flag.
"""

from __future__ import annotations

_REGIONAL_INDICATORS = range(0x1F1E6, 0x1F1FF + 1)
_KEYCAP = "\u20e3"

GROUPS: tuple[tuple[str, str], ...] = (
    ("faces", "Faces, also of cats, monkeys, ghosts and robots"),
    ("hearts", "Hearts of every colour, whole and broken, and the love letter"),
    ("hands", "Hands and gestures made with them"),
    ("people", "People, their activities, and parts of the body"),
    ("animals_nature", "Animals and plants"),
    ("food", "Food, drink and dishes"),
    ("activity", "Feasts, medals, sports, games and arts"),
    ("travel", "Places, vehicles, time, sky and weather"),
    ("objects", "Things: clothes, music, phones, money, tools"),
    ("symbols", "Signs, arrows, shapes, letters, marks of emotion"),
    ("flags", "Flags of countries and others"),
)

# Hexadecimal code points and ranges, both ends included.
_FIRST_CODE_POINTS = {
    "faces": """
        2620 2639-263A 1F479-1F47B 1F47D-1F480 1F4A9 1F600-1F644 1F648-1F64A 1F910-1F917
        1F920-1F925 1F927-1F92F 1F970-1F976 1F978-1F97A 1F9D0 1FAE0-1FAE5 1FAE8-1FAEB
    """,
    "hearts": """
        2665 2763-2764 1F48C 1F493-1F49F 1F5A4 1F90D-1F90E 1F9E1 1FA75-1FA77
    """,
    "hands": """
        261D 270A-270D 1F446-1F450 1F485 1F590 1F595-1F596 1F64C 1F64F 1F90C 1F90F 1F918-1F91F
        1F932-1F933 1FAF0-1FAFA
    """,
    "people": """
        26F7 26F9 1F385 1F3C2-1F3C4 1F3C7 1F3CA-1F3CC 1F3FB-1F3FF 1F440-1F445 1F463-1F478 1F47C
        1F481-1F483 1F486-1F487 1F48F 1F491 1F4AA 1F574-1F575 1F57A 1F5E3 1F645-1F647 1F64B
        1F64D-1F64E 1F6A3 1F6B4-1F6B6 1F6C0 1F6CC 1F926 1F930-1F931 1F934-1F93A 1F93C-1F93E 1F977
        1F9B0-1F9B9 1F9BB 1F9BE-1F9BF 1F9CC-1F9CF 1F9D1-1F9E0 1FAC0-1FAC6 1FAC8 1FAE6
    """,
    "animals_nature": """
        2618 1F331-1F335 1F337-1F33C 1F33E-1F344 1F3F5 1F400-1F43F 1F490 1F4AE 1F54A 1F577-1F578
        1F940 1F980-1F9AE 1FAB0-1FAB4 1FAB6-1FABF 1FACC-1FACF
    """,
    "food": """
        2615 1F32D-1F330 1F336 1F33D 1F345-1F37F 1F382 1F3FA 1F52A 1F942-1F944 1F950-1F96F
        1F9C0-1F9CB 1FAD0-1FADD
    """,
    "activity": """
        265F-2660 2663 2666 26BD-26BE 26F3 26F8 2728 1F004 1F0CF 1F380-1F381 1F383-1F384
        1F386-1F38B 1F38D-1F391 1F396-1F397 1F39F 1F3A3 1F3A8 1F3AB 1F3AD-1F3B4 1F3BD-1F3C0
        1F3C5-1F3C6 1F3C8-1F3C9 1F3CF-1F3D3 1F3F8 1F52B 1F52E 1F579 1F5BC 1F6F7 1F93F 1F945
        1F947-1F94F 1F9E7-1F9E9 1F9F5-1F9F6 1F9F8 1FA80-1FA81 1FA84-1FA86 1FAA1-1FAA2 1FAA9
    """,
    "travel": """
        231A-231B 23F0-23F3 2600-2604 2614 2668 2693 26A1 26C4-26C5 26C8 26E9-26EA 26F0-26F2
        26F4-26F5 26FA 26FD 2708 2744 2B50 1F300-1F321 1F324-1F32C 1F3A0-1F3A2 1F3AA 1F3CD-1F3CE
        1F3D4-1F3E6 1F3E8-1F3ED 1F3EF-1F3F0 1F488 1F492 1F4A7 1F4BA 1F525 1F54B-1F54D 1F550-1F567
        1F570 1F5FA-1F5FE 1F680-1F6A2 1F6A4-1F6A8 1F6B2 1F6CE 1F6D1 1F6D5-1F6D6 1F6D8-1F6D9
        1F6DD-1F6DF 1F6E2-1F6E5 1F6E9 1F6EB-1F6EC 1F6F0 1F6F3-1F6F6 1F6F8-1F6FC 1F9BC-1F9BD 1F9ED
        1F9F1 1F9F3 1FA82 1FA8B 1FA90 1FAA8 1FAB5
    """,
    "objects": """
        2328 260E 2692 2694 2696-2697 2699 26B0-26B1 26CF 26D1 26D3 2702 2709 270F 2712
        1F392-1F393 1F399-1F39B 1F39E 1F3A4-1F3A5 1F3A7 1F3A9 1F3AC 1F3B5-1F3BC 1F3EE 1F3F7 1F3F9
        1F451-1F462 1F484 1F489-1F48A 1F48D-1F48E 1F4A1 1F4A3 1F4B0 1F4B3-1F4B9 1F4BB-1F4DA
        1F4DC-1F4F2 1F4F7-1F4FD 1F4FF 1F507-1F517 1F526-1F529 1F52C-1F52D 1F56F 1F576 1F587
        1F58A-1F58D 1F5A5 1F5A8 1F5B1-1F5B2 1F5C2-1F5C4 1F5D1-1F5D3 1F5DC-1F5DE 1F5E1 1F5F3 1F5FF
        1F6AA 1F6AC 1F6BD 1F6BF 1F6C1 1F6CB 1F6CD 1F6CF 1F6D2 1F6D7 1F6E0-1F6E1 1F941 1F97B-1F97F
        1F9AF 1F9BA 1F9E2-1F9E6 1F9EA-1F9EC 1F9EE-1F9F0 1F9F2 1F9F4 1F9F7 1F9F9-1F9FF
        1FA70-1FA74 1FA78-1FA7C 1FA83 1FA87-1FA8A 1FA8C-1FA8F 1FA91-1FAA0 1FAA3-1FAA7 1FAAA-1FAAE
        1FAE7
    """,
    "symbols": """
        A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 23CF 23E9-23EF 23F8-23FA 24C2 25AA-25AB 25B6
        25C0 25FB-25FE 2611 2622-2623 2626 262A 262E-262F 2638 2640 2642 2648-2653 267B
        267E-267F 2695 269B-269C 26A0 26A7 26AA-26AB 26CE 26D4 2705 2714 2716 271D 2721 2733-2734
        2747 274C 274E 2753-2755 2757 2795-2797 27A1 27B0 27BF 2934-2935 2B05-2B07 2B1B-2B1C 2B55
        3030 303D 3297 3299 1F170-1F171 1F17E-1F17F 1F18E 1F191-1F19A 1F201-1F202 1F21A 1F22F
        1F232-1F23A 1F250-1F251 1F3A6 1F3E7 1F48B 1F4A0 1F4A2 1F4A4-1F4A6 1F4A8 1F4AB-1F4AD 1F4AF
        1F4B1-1F4B2 1F4DB 1F4F3-1F4F6 1F500-1F506 1F518-1F524 1F52F-1F53D 1F549 1F54E 1F573 1F5E8
        1F5EF 1F6AB 1F6AD-1F6B1 1F6B3 1F6B7-1F6BC 1F6BE 1F6C2-1F6C5 1F6D0 1F6DC 1F7E0-1F7EB 1F7F0
        1FAAF 1FADF 1FAEF
    """,
    "flags": "1F38C 1F3C1 1F3F3-1F3F4 1F6A9",
}


def _expand_ranges(text: str) -> set[int]:
    code_points: set[int] = set()
    for part in text.split():
        first, _, last = part.partition("-")
        code_points.update(range(int(first, 16), int(last or first, 16) + 1))
    return code_points


_GROUP_BY_CODE_POINT = {
    code_point: group
    for group, ranges in _FIRST_CODE_POINTS.items()
    for code_point in _expand_ranges(ranges)
}


def find_emoji_group(emoji: str) -> str:
    """Name the group of an emoji.

    Parameters
    ----------
    emoji : str
        One emoji, with or without skin tone, variation selector or joined parts.

    Returns
    -------
    str
        A name out of `GROUPS`.

    Raises
    ------
    ValueError
        If no rule knows the emoji: a newer Unicode has brought it, and the ranges need it added.

    Examples
    --------
    >>> find_emoji_group("👍🏽"), find_emoji_group("👩🏽‍🚀"), find_emoji_group("🇹🇭")
    ('hands', 'people', 'flags')
    """
    first = ord(emoji[0])
    if first in _REGIONAL_INDICATORS:
        return "flags"
    if _KEYCAP in emoji:
        return "symbols"
    try:
        return _GROUP_BY_CODE_POINT[first]
    except KeyError:
        raise ValueError(
            f"no emoji group holds U+{first:04X} ({emoji}): add its range to emoji_groups.py"
        ) from None
