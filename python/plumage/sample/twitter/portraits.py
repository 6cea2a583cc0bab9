"""What a made-up profile shows once the age is known: names, bio, place, theme, favourites."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from plumage.sample.common.chance import Draw, Weighted, long_tail, normal, stream
from plumage.sample.common.words import read_words
from plumage.sample.twitter import grammar
from plumage.sample.twitter.accounts import USERS, make_handle, number_to_id
from plumage.sample.twitter.effects import AGE_POSITIONS, stage_of
from plumage.sample.twitter.feelings import EMOJI, PLAIN, WARM
from plumage.sample.twitter.names import FIRST_NAMES, NOUNS, TOWN_BEGINNINGS
from plumage.sample.twitter.people import Person

EXPORT_YEAR = 2024
BIO_EMOJI = tuple(emoji for emoji, _, _ in EMOJI[WARM] + EMOJI[PLAIN])
BIOS_OF_STAGES = ("18", "19-20", "21-22", "23-24", "25-29", "30-39", "40 or older")
"""Headings of ``words/bios.txt`` by life stage."""

SEPARATORS = (" | ", ". ", " • ", ", ", " / ", " ~ ", "\n", " || ", " - ")
AGE_FORMS = (
    "{age}",
    "{age}.",
    "{age} y/o",
    "{age} years old",
    "{age}yrs",
    "age {age}",
    "|{age}|",
    "im {age}",
    "{age} years young",
    "just turned {age}",
)
BIRTH_FORMS = (
    "born in {year}",
    "est. {year}",
    "b. {year}",
    "since {year}",
    "'{short}",
    "{year} baby",
)
CLASS_FORMS = (
    "class of {year}",
    "c/o {year}",
    "Class of '{short}",
    "c/o '{short}",
    "{town} '{short}",
)
LINK_COLOURS = Weighted(
    ("0084B4", "009999", "FF0000", "2FC2EF", "B40B43", "038543", "9D582E", "FF3300", "D02B55"),
    (37, 5, 5, 4, 3, 3, 2, 2, 2),
)
BACKGROUNDS = Weighted(
    ("C0DEED", "131516", "000000", "642D8B", "1A1B1F", "FFFFFF", "022330", "FF6699", "ACDED6"),
    (36, 6, 6, 5, 5, 4, 3, 3, 3),
)
INTERFACES = Weighted(("en", "en-gb", "es", "pt", "nl", "id", "fr"), (970, 6, 5, 2, 2, 3, 2))
INTERFACE_OF = {"es": "es", "pt": "pt", "in": "id", "ar": "ar", "th": "th", "ja": "ja"}


@dataclass(slots=True)
class Portrait:
    """The visible side of a profile."""

    user_id: int
    handle: str
    name: str
    bio: str
    location: str
    interface: str
    favourite_count: int
    link_colour: str
    background: str
    is_default: bool
    has_default_image: bool
    has_banner: bool
    has_background_image: bool
    is_tiled: bool
    bio_link: bool


def state_age(draw: Draw, age: int, town: str) -> str | None:
    """State the age, the year of birth or of a class, or nothing; seldom wrongly.

    Parameters
    ----------
    draw : callable
        Stream of numbers in [0, 1).
    age : int
        Age in years.
    town : str
        Home of the school.

    Returns
    -------
    str or None
        A fragment of a bio.
    """
    share, form, slip = draw(), draw(), draw()
    if slip < 0.06:  # a joke, a memory, somebody else's account
        age = (18, 21, 99, 13, 25, 16)[int(slip * 100)]
    elif slip < 0.14:  # written a year ago
        age -= 1
    if share < 0.07:
        return AGE_FORMS[int(form * len(AGE_FORMS))].format(age=age)
    if share < 0.085:
        year = EXPORT_YEAR - age
        text = BIRTH_FORMS[int(form * len(BIRTH_FORMS))]
        return text.format(year=year, short=f"{year % 100:02d}")
    if share < 0.085 + (0.05 if age < 23 else 0.02 if age < 30 else 0):
        at_school = age <= 18
        year = EXPORT_YEAR + (18 if at_school else 22) - age + (at_school and slip < 0.6)
        text = CLASS_FORMS[int(form * len(CLASS_FORMS))]
        return text.format(year=year, short=f"{year % 100:02d}", town=town)
    return None


def write_bio(draw: Draw, person: Person, handle: str, age: int, echo_scale: float) -> str:
    """Write a bio, empty for one user in eight.

    Parameters
    ----------
    draw : callable
        Stream of numbers in [0, 1).
    person : Person
        The user.
    handle : str
        Screen name.
    age : int
        Age in years.
    echo_scale : float
        How often the bio fits the age; 0 means it never has to do with it.

    Returns
    -------
    str
        Up to 160 characters.
    """
    if draw() < 0.125:
        return ""
    town = TOWN_BEGINNINGS[int(draw() * len(TOWN_BEGINNINGS))] + "field"
    fits = draw() < echo_scale
    stage = stage_of(age) if fits and draw() < 0.85 else int(7 * draw())
    stated = state_age(draw, age if fits else 18 + int(14 * draw() ** 2), town)
    fragments = [stated] if stated else []
    pools = grammar.pools(grammar.STANDARD)
    slots = {
        "few": ("2", "3", "two", "1", "three", "4")[int(6 * draw())],
        "handle": handle[::-1].strip("_").lower(),
        "tag": f"Team{NOUNS[int(draw() * len(NOUNS))]}",
    }
    bios = read_words("bios")
    sources = [bios["any age"]]
    if person.language in bios and draw() < 0.7:
        sources = [bios[person.language]]
    else:
        if draw() < 0.6:
            sources.append(bios[BIOS_OF_STAGES[stage]])
        if draw() < 0.35:
            sources.append(bios["feeling"])
    for _ in range(1 + int(2.5 * draw() + (0.12 * stage if fits else 0.3))):
        fragment = long_tail(draw, sources[int(draw() * len(sources))])
        for slot in grammar.SLOT.findall(fragment):
            value = slots.get(slot) or long_tail(draw, pools[slot])
            fragment = fragment.replace("{" + slot + "}", value, 1)
        if fragment not in fragments:
            fragments.append(fragment)
    if draw() < 0.5:
        fragments.reverse()
    text = SEPARATORS[int(draw() * len(SEPARATORS))].join(fragments)
    if draw() < 0.3:
        text += " " + BIO_EMOJI[int(draw() * len(BIO_EMOJI))] * (1 + int(2 * draw()))
    return text[:160]


def draw_portrait(
    seed: int, person: Person, age: int, *, echo_scale: float, empty: bool = False
) -> Portrait:
    """Draw what a profile shows.

    Parameters
    ----------
    seed : int
        Seed of the run.
    person : Person
        The user.
    age : int
        Age in years.
    echo_scale : float
        How much of it follows the age; 0 nothing.
    empty : bool, default False
        Whether the profile says nothing.

    Returns
    -------
    Portrait
        The visible side of the profile.
    """
    draw = stream(seed, "profile", person.index)
    position = AGE_POSITIONS[age] * echo_scale
    first = FIRST_NAMES[int(draw() * len(FIRST_NAMES))]
    second = NOUNS[int(draw() * len(NOUNS))]
    handle = make_handle(draw, first, second)
    name = first if draw() < 0.55 else f"{first} {second}"
    if draw() < 0.12:
        name += " " + BIO_EMOJI[int(draw() * len(BIO_EMOJI))]
    favourite_count = min(int(exp(6.3 - 0.45 * position + 1.7 * normal(draw))), 150_000)
    location = ""
    if person.has_location:
        locations = grammar.phrases("bios", "locations", grammar.STANDARD)
        location = grammar.fill(draw, long_tail(draw, locations))
    interface = INTERFACE_OF.get(person.language) if draw() < 0.5 else None
    is_default = draw() < 0.26
    portrait = Portrait(
        user_id=number_to_id(seed, USERS, person.index, person.created_at),
        handle=handle,
        name=name[:20],
        bio=write_bio(draw, person, handle, age, echo_scale),
        location=location[:30],
        interface=interface or INTERFACES.pick(draw()),
        favourite_count=favourite_count,
        link_colour=LINK_COLOURS.pick(draw()),
        background=BACKGROUNDS.pick(draw()),
        is_default=is_default,
        has_default_image=draw() < 0.004,
        has_banner=draw() < 0.91,
        has_background_image=draw() < 0.94,
        is_tiled=draw() < 0.48,
        bio_link=draw() < 0.024,
    )
    if empty:
        portrait.bio = portrait.location = ""
        portrait.interface, portrait.favourite_count = "en", 0
        portrait.link_colour, portrait.background = "0084B4", "C0DEED"
        portrait.is_default, portrait.has_default_image = True, False
        portrait.has_banner, portrait.has_background_image = False, True
        portrait.is_tiled, portrait.bio_link = False, False
    return portrait
