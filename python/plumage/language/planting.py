"""Tweets that do not belong: planted outliers of known kinds for the validation of the norm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

SWAPPED_SHARES = {"swapped_25": 0.25, "swapped_50": 0.5, "swapped_100": 1.0}
PLANTED_KINDS = (
    "other_language",
    "news",
    "old_prose",
    *SWAPPED_SHARES,
    "shuffled",
    "group_frequencies",
)
"""Kinds that ``plant`` knows."""

# Spanish, Portuguese, Indonesian, Tagalog, French, Turkish, Russian: they put blanks between words,
# so that lengths compare.
OTHER_LANGUAGE = """
mañana tengo que madrugar porque el tren sale antes de las siete y no quiero perderlo
nadie sabe quién dejó la puerta abierta toda la noche pero hacía un frío terrible
qué hermoso estaba el mercado ayer por la tarde con tanta gente bailando en la calle
hoje acordei cedo demais e passei o dia inteiro procurando as chaves do carro
ninguém acreditou quando contei que o vizinho fala com as plantas todas as manhãs
amanhã vou ficar em casa lendo aquele livro que você me emprestou no verão passado
besok pagi kami berangkat ke pasar untuk membeli sayur dan ikan segar buat makan malam
kemarin hujan turun terus sampai jalan di depan rumah kami banjir lagi
kenapa semua orang selalu terlambat padahal rapatnya sudah dijadwalkan sejak minggu lalu
bukas maaga akong gigising kasi malayo pa ang biyahe papunta sa probinsya
kahapon ang lakas ng ulan kaya hindi kami nakalabas ng bahay buong araw
sana matapos na itong linggo para makapagpahinga naman tayo kahit sandali lang
ce matin le boulanger avait déjà tout vendu alors nous sommes rentrés les mains vides
je ne comprends pas pourquoi personne ne répond quand il faut ranger la cuisine
demain nous partons à la montagne et il paraît que la neige est enfin tombée
yarın sabah erkenden yola çıkacağız çünkü öğleden sonra fırtına bekleniyor
dün akşam bütün mahalle karanlıkta kaldı ama çocuklar bundan çok mutlu oldu
bu kitabı bitirmeden uyumayacağım dedim yine de sabaha kadar koltukta uyuyakaldım
сегодня утром автобус опять опоздал и мы все приехали на работу совсем мокрые
никто не помнит куда бабушка спрятала варенье поэтому ищем его уже второй день
завтра обещают солнце значит наконец поедем за город жарить рыбу и купаться
""".strip().splitlines()

# Made up for this purpose: the register is real, the facts are not.
NEWS = """
the ministry of finance announced on {day} that revenue from {subject} had declined by four percent
officials in the {place} confirmed that negotiations over {subject} would resume later this month
the central bank left interest rates unchanged citing persistent uncertainty about {subject}
a spokesman for the {place} declined to comment on allegations concerning {subject}
according to a report published {day} spending on {subject} exceeded projections by a wide margin
lawmakers approved legislation on {day} intended to regulate {subject} across the {place}
the governor of the {place} signed an agreement providing emergency funding for {subject}
analysts expect quarterly earnings to reflect weaker demand for {subject} in the {place}
investigators said the inquiry into {subject} had been extended until the end of the fiscal year
shares of companies involved in {subject} fell sharply on {day} following the announcement
a federal court ruled {day} that restrictions imposed on {subject} violated the constitution
residents of the {place} were evacuated after authorities issued a warning regarding {subject}
""".strip().splitlines()
NEWS_SLOTS = {
    "day": ("monday", "tuesday", "wednesday", "thursday", "friday"),
    "subject": (
        "agricultural exports", "municipal bonds", "renewable energy subsidies", "border security",
        "pharmaceutical imports", "water infrastructure", "public pensions", "maritime transport",
        "steel tariffs", "corporate taxation", "refugee resettlement", "nuclear inspections",
    ),
    "place": (
        "northern province", "european commission", "coastal district", "federal republic",
        "regional assembly", "eastern territories", "united nations", "state legislature",
    ),
}  # fmt: skip

OLD_PROSE = """
it was with no small measure of {feeling} that the {person} beheld the {place} at the close of day
thither the {person} repaired with much {feeling} having long since forsaken the {place}
nor was there in all the parish a {person} whose {feeling} had not been sorely tried that winter
the {person} being thus bereft of {feeling} did betake himself unto the {place} without delay
such {feeling} as the {person} then felt few can conceive who never saw the {place}
upon the morrow the {person} arose and with great {feeling} made ready to depart from the {place}
whereupon the {person} bowed low and besought her to pardon so unbecoming a display of {feeling}
there dwelt in those days beside the {place} an aged {person} renowned for his {feeling}
wherefore should a {person} of such {feeling} be cast out from the {place} of his fathers
the carriage drew up before the {place} and the {person} alighted with an air of {feeling}
""".strip().splitlines()
OLD_PROSE_SLOTS = {
    "feeling": (
        "melancholy", "trepidation", "contentment", "mortification", "fortitude", "solemnity",
        "benevolence", "vexation", "humility", "indignation", "tenderness", "composure",
    ),
    "person": (
        "clergyman", "governess", "widower", "magistrate", "merchant", "shepherd", "countess",
        "physician", "pilgrim", "squire", "mariner", "innkeeper",
    ),
    "place": (
        "vicarage", "moorland", "abbey", "manor", "harbour", "orchard", "chapel", "rampart",
        "turnpike", "parsonage",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Sources:
    """What planted tweets are made from.

    Attributes
    ----------
    foreign_words : sequence of str
        Different words of other groups and languages.
    own_tokens : sequence of str
        All scored tokens of the group, each as often as it is used.
    """

    foreign_words: Sequence[str]
    own_tokens: Sequence[str]


def plant(base: Sequence[str], kind: str, sources: Sources, rng: np.random.Generator) -> list[str]:
    """Make an outlier as long as a tweet of the group.

    Parameters
    ----------
    base : sequence of str
        Scored tokens of the tweet, at least one.
    kind : str
        One of ``PLANTED_KINDS``.
    sources : Sources
        Words to draw from.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    list of str
        Tokens, as many as in ``base``.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> sources = Sources(["mortgage"], ["lol"])
    >>> plant(["so", "good"], "swapped_50", sources, rng).count("mortgage")
    1
    """
    size = len(base)
    if kind == "shuffled":
        return [base[place] for place in rng.permutation(size)]
    if kind == "group_frequencies":
        return [
            sources.own_tokens[place] for place in rng.integers(len(sources.own_tokens), size=size)
        ]
    if kind in SWAPPED_SHARES:
        tokens = list(base)
        swapped = max(1, round(size * SWAPPED_SHARES[kind]))
        for place in rng.choice(size, size=swapped, replace=False):
            tokens[place] = sources.foreign_words[rng.integers(len(sources.foreign_words))]
        return tokens
    tokens = []
    while len(tokens) < size:
        tokens += _sentence(kind, rng)
    return tokens[:size]


def _sentence(kind: str, rng: np.random.Generator) -> list[str]:
    """Tokens of one sentence of a register or of another language."""
    if kind == "news":
        return _fill(NEWS, NEWS_SLOTS, rng)
    if kind == "old_prose":
        return _fill(OLD_PROSE, OLD_PROSE_SLOTS, rng)
    if kind == "other_language":
        return _fill(OTHER_LANGUAGE, {}, rng)
    raise ValueError(f"kind must be one of {', '.join(PLANTED_KINDS)}, got: {kind}")


def _fill(
    lines: Sequence[str], slots: Mapping[str, Sequence[str]], rng: np.random.Generator
) -> list[str]:
    """Tokens of a line with its slots filled."""
    text = lines[rng.integers(len(lines))]
    for name, words in slots.items():
        text = text.replace("{" + name + "}", words[rng.integers(len(words))], 1)
        text = text.replace("{" + name + "}", words[rng.integers(len(words))])
    return text.split()
