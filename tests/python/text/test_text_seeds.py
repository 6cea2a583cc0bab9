"""Generated seeds and the groups of emoji."""

import pytest
from emoji.unicode_codes import EMOJI_DATA

import emoji_groups
from build_seeds import build_files
from emoji_groups import GROUPS, find_emoji_group
from support.places import ROOT


@pytest.mark.parametrize("path", sorted(build_files()))
def test_generated_file_is_what_the_installed_packages_give(path):
    assert (ROOT / path).read_text(encoding="utf-8") == build_files()[path], (
        f"{path} is not what `python python/tools/build_seeds.py` writes: "
        "run it, and look at what changed"
    )


@pytest.mark.parametrize(
    ("group", "members"),
    [
        ("faces", "😂 😭 ☺️ ☹ 🙈 😻 👻 💀 🤖 😮‍💨 🥲 💩 👽"),
        ("hearts", "❤️ ❤ ♥️ 💔 💙 🖤 🧡 ❤️‍🔥 💌 🩷"),
        ("hands", "👍 👍🏽 ✌️ 🙏 👏🏿 🤝 🫶 💅 ✊ 🤳"),
        ("people", "👶 👩🏽‍🚀 👨‍👩‍👧‍👦 💃 🙅 💪 👀 🏃‍♀️ 👯 🧠 🏄🏻 🏽"),
        ("animals_nature", "🐶 🌹 🌸 🦄 🐾 💐 🍀 🦀"),
        ("food", "🍕 ☕ 🍺 🎂 🍎 🥑 🍷"),
        ("activity", "🎉 🎈 ⚽ 🎮 🏆 ✨ 🎁 🎃"),
        ("travel", "✈️ 🚗 🌈 ☀️ 🏠 ⏰ 🔥 🌙 ⛄"),
        ("objects", "📷 💰 👑 💍 🎧 🎵 💊 📱 👠 🎓"),
        ("symbols", "💯 ✔️ ♻️ 1️⃣ © ™ ➡️ 💤 ♎ 💋 🆘 🔴"),
        ("flags", "🇺🇸 🇹🇭 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏁 🏴‍☠️"),
    ],
)
def test_familiar_emoji_are_in_the_group_one_would_look_for_them(group, members):
    assert {emoji: find_emoji_group(emoji) for emoji in members.split()} == dict.fromkeys(
        members.split(), group
    )


def test_every_emoji_has_a_group_and_no_range_is_idle_or_double():
    groups = {find_emoji_group(emoji) for emoji in EMOJI_DATA}
    assert groups == {name for name, _ in GROUPS}
    code_points = [
        code_point
        for ranges in emoji_groups._FIRST_CODE_POINTS.values()
        for code_point in emoji_groups._expand_ranges(ranges)
    ]
    assert len(code_points) == len(set(code_points))
    assert set(code_points) <= {ord(emoji[0]) for emoji in EMOJI_DATA}


def test_skin_tone_and_gender_never_change_the_group():
    for emoji in EMOJI_DATA:
        bare = emoji.translate(dict.fromkeys([*range(0x1F3FB, 0x1F400), 0x2640, 0x2642, 0xFE0F]))
        if bare:
            assert find_emoji_group(bare) == find_emoji_group(emoji)


def test_an_emoji_of_a_newer_unicode_is_named_in_the_error():
    with pytest.raises(ValueError, match=r"U\+1FBFF"):
        find_emoji_group("\U0001fbff")
