"""Write the generated seeds and the emoji character class anew, from their documented sources.

``python python/tools/build_seeds.py`` from the root of the project writes

- ``seeds/ref_emoji.csv``: every emoji of the ``emoji`` package (Unicode's emoji-test.txt) with its
  CLDR short name and group (``emoji_groups.py``);
- ``seeds/ref_emoji_groups.csv``: the groups;
- ``macros/text/emoji_characters.sql``: the characters that emoji begin with or are joined from, as
  a regular-expression class for the tokeniser, and those of them that are emoji by themselves.

Run it when the ``emoji`` package has learned a new Unicode version; a test says when that is due.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from emoji.unicode_codes import EMOJI_DATA

from emoji_groups import GROUPS, find_emoji_group
from plumage.udf.emoji import TEXT_BY_DEFAULT

_SKIN_TONES = range(0x1F3FB, 0x1F3FF + 1)

# Parts of emoji that the tokeniser's pattern names itself: joiner, keycap, selectors, regional
# indicators, tags and skin tones. ASCII is left out with them: it only begins keycaps.
_NAMED_IN_PATTERN = {
    0x200D,
    0x20E3,
    0xFE0E,
    0xFE0F,
    *range(0x1F1E6, 0x1F1FF + 1),
    *range(0xE0020, 0xE007F + 1),
    *_SKIN_TONES,
}

_CHARACTER_CLASS_FILE = """\
{{# Written by `python python/tools/build_seeds.py` from the emoji package: don't edit by hand. #}}
{all_characters}

{{# Those that print as emoji without a selector; ©, ❤ and others print as text then. #}}
{presented_characters}"""

_CHARACTER_CLASS_MACRO = """\
{{% macro {name}() -%}}
{{{{- [
{lines}
] | join('') -}}}}
{{%- endmacro %}}
"""


def build_emoji_rows() -> list[dict[str, object]]:
    """One row per emoji of the package, in order of code points.

    Returns
    -------
    list of dict
        With the columns of the seed ``ref_emoji``.

    Examples
    --------
    >>> rows = {row["emoji"]: row for row in build_emoji_rows()}
    >>> rows["👍🏽"]["short_name"], rows["👍🏽"]["has_skin_tone"]
    ('thumbs up medium skin tone', True)
    """
    group_ids = {name: number for number, (name, _) in enumerate(GROUPS, start=1)}
    return [
        {
            "emoji": emoji,
            "short_name": facts["en"].strip(":").replace("_", " "),
            "emoji_group_id": group_ids[find_emoji_group(emoji)],
            "has_skin_tone": any(ord(character) in _SKIN_TONES for character in emoji),
        }
        for emoji, facts in sorted(EMOJI_DATA.items())
    ]


def build_emoji_group_rows() -> list[dict[str, object]]:
    """One row per emoji group, with the columns of the seed ``ref_emoji_groups``."""
    return [
        {"emoji_group_id": number, "emoji_group": name, "group_description": description}
        for number, (name, description) in enumerate(GROUPS, start=1)
    ]


def build_character_classes() -> str:
    """Text of the macros ``emoji_characters`` and ``emoji_presentation_characters``."""
    used = {character for emoji in EMOJI_DATA for character in emoji if not character.isascii()}
    presented = {emoji for emoji in EMOJI_DATA if len(emoji) == 1} - TEXT_BY_DEFAULT
    return _CHARACTER_CLASS_FILE.format(
        all_characters=_build_character_class("emoji_characters", used),
        presented_characters=_build_character_class("emoji_presentation_characters", presented),
    )


def _build_character_class(name: str, characters: set[str]) -> str:
    """Text of a macro with a class of characters, without those that the pattern names."""
    ranges: list[list[int]] = []
    for code_point in sorted(set(map(ord, characters)) - _NAMED_IN_PATTERN):
        if ranges and code_point == ranges[-1][1] + 1:
            ranges[-1][1] = code_point
        else:
            ranges.append([code_point, code_point])
    parts = [
        rf"\\x{{{first:X}}}" if first == last else rf"\\x{{{first:X}}}-\\x{{{last:X}}}"
        for first, last in ranges
    ]
    lines = ["    '[',"]
    for start in range(0, len(parts), 4):
        lines.append(f"    '{''.join(parts[start : start + 4])}',")
    lines.append("    ']'")
    return _CHARACTER_CLASS_MACRO.format(name=name, lines="\n".join(lines))


def build_files() -> dict[str, str]:
    """Content of every generated file by its path from the root of the project."""
    return {
        "seeds/ref_emoji.csv": _format_csv(build_emoji_rows()),
        "seeds/ref_emoji_groups.csv": _format_csv(build_emoji_group_rows()),
        "macros/text/emoji_characters.sql": build_character_classes(),
    }


def main() -> None:
    """Write the files below the current directory, which must be the root of the project."""
    if not Path("dbt_project.yml").exists():
        raise SystemExit("build_seeds: run it from the root of the project (dbt_project.yml)")
    for path, content in build_files().items():
        Path(path).write_text(content, encoding="utf-8", newline="\n")
        print(f"wrote {path}")


def _format_csv(rows: list[dict[str, object]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({column: _format_value(value) for column, value in row.items()})
    return text.getvalue()


def _format_value(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


if __name__ == "__main__":
    main()
