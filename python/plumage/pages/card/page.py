"""The card of a model for readers: use, data, figures beside their baselines, groups, limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path

from plumage import __version__
from plumage.age.candidates import BANDS_MODEL, YEARS_MODEL
from plumage.age.metrics import METRICS
from plumage.age.report import figure
from plumage.learning.store import Card, read_card
from plumage.pages.layout import document
from plumage.pages.story.blocks import Html, bullets, grid, joined, paragraph
from plumage.pages.story.formats import percent, whole

Row = Mapping[str, object]

NEEDED = (
    "model_version", "as_of", "labelled_user_count", "min_age_years", "max_age_years", "features",
    "vocabulary_sizes", "bands", "chosen", "protocol", "metrics", "interval_cover",
    "band_set_cover", "intended_use", "limits", "validation",
)  # fmt: skip
"""What a card must hold to be shown."""

MADE_OF = (
    "run_id", "model_version", "project_version", "seed", "validation", "data_fingerprint",
    "settings_fingerprint", "input_fingerprint", "library_versions", "python", "scikit_learn",
    "skops",
)  # fmt: skip

EVALUATIONS = {
    "cv": "Users with a known age, each predicted by a model that did not learn from them",
    "held_out": "Users of ages_test.csv whose age is known, predicted by this model",
}
GROUPS = {
    "all": "all users",
    "age_band": "aged",
    "predicted_band": "predicted as",
    "evidence_level": "evidence:",
}
IN_WORDS = frozenset({"measure", "users", "baseline", "verdict", "setting", "value"})
GROUP_METRICS = ("mae", "spearman", "accuracy")


def read_model_card(folder: Path) -> Card:
    """Read the card of a kept model.

    Parameters
    ----------
    folder : pathlib.Path
        Where the model is.

    Returns
    -------
    dict of str to object
        As it was saved.

    Raises
    ------
    PlumageError
        If there is none, or it lacks what is shown.
    """
    return read_card(folder, NEEDED)


def build_page(card: Card, *, name: str) -> str:
    """Lay out a card.

    Parameters
    ----------
    card : dict of str to object
        As from ``read_model_card``.
    name : str
        What the user calls the model.

    Returns
    -------
    str
        HTML.
    """
    sections = {
        "What it is for": bullets(map(_text, card["intended_use"])),
        "What it is not for": bullets(map(_text, card["limits"])),
        "What it learned from": _data(card),
        "How good it is": joined(*_figures(card)),
        "For whom": joined(*_groups(card)),
        "What it was made of": _made_of(card),
    }
    body = "\n".join(f"<section><h2>{head}</h2>{part}</section>" for head, part in sections.items())
    return document(
        f"Model card: {name}",
        f"""<a class="skip" href="#card">Skip to the card</a>
<header class="page"><p class="kicker">Plumage: model card</p><h1>{escape(name)}</h1>
{_lead(card)}</header>
<main id="card">
{body}
</main>
<footer class="page"><p>Made by <code>plumage card</code> of Plumage <code>{__version__}</code> from
the card.json of the model alone. Intervals are 95 % bootstrap intervals over users unless the text
says otherwise.</p></footer>""",
        is_synthetic=bool(card.get("is_synthetic")),
    )


def _lead(card: Card) -> Html:
    """Say what the model answers, and how far off it is beside a constant."""
    users = whole(card["labelled_user_count"])
    said = (
        f"A model that estimates the age of users, fitted on {users} users aged "
        f"{card['min_age_years']:g} to {card['max_age_years']:g}."
    )
    error = next(_select(card, model=YEARS_MODEL.name, evaluation="cv", metric="mae"), None)
    if error is None:
        return paragraph(f"{said} <strong>It was not evaluated.</strong>", kind="lead")
    return joined(
        paragraph(f"{said} It is off by {_number(error)} years on average.", kind="lead"),
        paragraph(
            "Baseline: the same age for everybody, the median, is off by "
            f"{figure(error['floor_value'])} years.",
            kind="note",
        ),
    )


def _data(card: Card) -> Html:
    held = card.get("held_out_user_count") or 0
    hashed = card.get("pseudonym_key_check") is not None
    bands = [str(band["age_band"]) for band in card["bands"]]
    words = [
        f"{_title(name)}: {whole(size)}" for name, size in card["vocabulary_sizes"].items() if size
    ]
    return bullets(
        [
            f"{whole(card['labelled_user_count'])} users with a known age, "
            f"{card['min_age_years']:g} to {card['max_age_years']:g} years",
            f"{whole(held)} users with a known age were held out" if held else "",
            f"The export ends on {_text(card['as_of'])} (UTC)",
            f"Age bands: {_text(', '.join(bands))}",
            f"{len(card['features'])} numbers of each user, and terms by kind: {', '.join(words)}",
            "Ids and handles were pseudonyms" if hashed else "Ids and handles were not pseudonyms",
        ]
    )


def _figures(card: Card) -> Iterator[Html]:
    """Show the published metrics beside their baselines, by evaluation."""
    for evaluation, words in EVALUATIONS.items():
        lines = []
        for metric in METRICS:
            asked = {"evaluation": evaluation, "metric": metric.name}
            years = next(_select(card, model=YEARS_MODEL.name, **asked), None)
            bands = next(_select(card, model=BANDS_MODEL.name, **asked), None)
            if years and bands:
                floor = f"{figure(years['floor_value'])} ({_title(years['floor_name'])})"
                lines.append([_text(metric.title), _number(years), _number(bands), floor])
        if lines:
            headings = ("measure", "model of years", "model of bands", "baseline")
            yield _table(headings, lines, words)
    if not card["metrics"]:
        yield paragraph(
            "Nothing was evaluated (<code>--validate none</code>): fit again with "
            "<code>plumage predict --save</code> before you quote any figure.",
            kind="missing",
        )


def _groups(card: Card) -> Iterator[Html]:
    """Show errors by what is known of users, and how often intervals and sets hold the truth."""
    titles = {metric.name: metric.title for metric in METRICS if metric.name in GROUP_METRICS}
    by_group: dict[str, dict[str, Row]] = {}
    for row in card["metrics"]:
        is_shown = (row["model"], row["evaluation"]) == (YEARS_MODEL.name, "cv")
        if is_shown and row["metric"] in titles:
            by_group.setdefault(str(row["population"]), {})[str(row["metric"])] = row
    lines = [
        [
            GROUPS["all"] if group == "all" else _title(group),
            whole(next(iter(rows.values()))["n"]),
            *(_number(rows[name]) if name in rows else "-" for name in titles),
        ]
        for group, rows in by_group.items()
    ]
    if lines:
        headings = ("users", "number", *titles.values())
        yield _table(headings, lines, "The model of years, by what is known of users")
    for key, words in (
        ("interval_cover", "How often the interval of years holds the true age"),
        ("band_set_cover", "How often the set of bands holds the true band"),
    ):
        covers = [
            [
                _text(_group(row)),
                whole(row["user_count"]),
                _share(row["promised_cover"]),
                _cover(row),
                _text(row["verdict"]),
            ]
            for row in sorted(card[key], key=lambda row: _place(card, row))
        ]
        if covers:
            yield _table(("users", "number", "promised", "held", "verdict"), covers, words)


def _made_of(card: Card) -> Html:
    protocol = ", ".join(f"{_title(name)}: {value}" for name, value in card["protocol"].items())
    chosen = ", ".join(f"{name}: {value}" for name, value in card["chosen"].items())
    facts = {_title(name): card.get(name) for name in MADE_OF}
    facts |= {"evaluation": protocol, "chosen second stages": chosen}
    facts["SHA-256 of the model file"] = card["file"]["sha256"]
    lines = [
        [_text(name), _text(value)] for name, value in facts.items() if value not in (None, "")
    ]
    return _table(("setting", "value"), lines, "Settings and versions")


def _select(card: Card, **wanted: str) -> Iterator[Row]:
    """Select rows of the metrics of all users."""
    asked = {"population": "all", **wanted}
    return (row for row in card["metrics"] if asked.items() <= row.items())


def _table(headings: Iterable[str], lines: list[list[str]], caption: str) -> Html:
    """Show a table; columns of words are told from those of numbers by their headings."""
    return grid([(heading, heading not in IN_WORDS) for heading in headings], lines, caption)


def _number(row: Row) -> str:
    return figure(row["value"], row["ci_low"], row["ci_high"])


def _share(value: object) -> str:
    return "-" if value is None else percent(float(value))


def _cover(row: Row) -> str:
    if row["cover"] is None or row["ci_low"] is None:
        return _share(row["cover"])
    return f"{_share(row['cover'])} [{_share(row['ci_low'])}, {_share(row['ci_high'])}]"


def _group(row: Row) -> str:
    kind, value = str(row["group_kind"]), str(row["group_value"]).replace("_", " ")
    return GROUPS["all"] if kind == "all" else f"{GROUPS.get(kind, kind)} {value}"


def _place(card: Card, row: Row) -> tuple[int, int]:
    """Put kinds of groups in order, and bands by age."""
    bands, kinds = [band["age_band"] for band in card["bands"]], list(GROUPS)
    places = ((kinds, row["group_kind"]), (bands, row["group_value"]))
    kind, band = (one.index(name) if name in one else len(one) for one, name in places)
    return kind, band


def _title(name: object) -> str:
    return escape(str(name).replace("_", " "))


def _text(value: object) -> str:
    return escape(str(value))
