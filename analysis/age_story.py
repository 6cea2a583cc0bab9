# ruff: noqa: D100, E402, B018
# Text notebook (percent format). `make story` executes it on the warehouse and writes story.html;
# analysis/age_story.ipynb is made from it. No number is typed in: an f-string like {row.mae:f2}
# writes a value of a named query together with its address.

# %% [markdown]
# # What does behaviour say about age?
#
# What people post, when, from where and whom they follow: how much does it tell of their age, and how
# far can a campaign rely on it? Ten minutes, no formula. Every number can be traced to its source.

# %%
from plumage.candidates import BANDS_MODEL, YEARS_MODEL
from plumage.pictures.page import notebook_style
from plumage.story import charts_age, charts_behaviour, charts_language, verdicts
from plumage.story.blocks import (
    Column,
    bullets,
    cards,
    joined,
    listed,
    missing,
    paragraph,
    table,
    verdict,
)
from plumage.story.charts_behaviour import form_of
from plumage.story.results import read_figures
from plumage.story.verdicts import Help, Reach, Skill

F = read_figures()
people, run, accuracy, gains = F["people"]["all"], F["run"], F["accuracy"], F["gain"]
bands = F["bands"]
predict = "python python/predict.py"
is_judged = "mae" in accuracy and "constant_median" in gains

if is_judged:
    error, floor_gain = accuracy["mae"], gains["constant_median"]
    found = verdicts.skill(
        gain=floor_gain.years_gained.number,
        gain_low=floor_gain.ci_low.number,
        gain_high=floor_gain.ci_high.number,
        floor=error.floor_value.number,
        order_low=accuracy["spearman"].ci_low.number if "spearman" in accuracy else float("nan"),
    )
else:
    found = Skill.UNKNOWN

reaches = {
    row.row_key.raw: verdicts.reach(
        lift_low=row.lift_ci_low.number, hit_low=row.hit_share_low.number
    )
    for row in F["targets"]
}
promise = verdicts.promise(list(reaches.values()))


def no_run():
    """Say what is not there before age was predicted and judged."""
    if not len(run):
        return missing("No age has been predicted on this warehouse yet.", predict)
    return missing("Predictions have not been judged yet: how good they are is unknown.", predict)


def within(low, high, form):
    """Write the range of chance."""
    return f"{low:{form}} to {high:{form}}"


notebook_style()

# %% [markdown]
# ## In short

# %%
SKILL_WORDS = {
    Skill.NONE: "<strong>Age cannot be predicted from these data.</strong> The models do no better "
    "than giving everybody the same age, and they do not even order people by age. Do not use their "
    "answers for anything.",
    Skill.WORSE: "<strong>Age cannot be predicted from these data.</strong> The models are further off "
    "than giving everybody the same age. Do not use their answers.",
    Skill.ORDER_ONLY: "<strong>Age itself cannot be predicted from these data.</strong> Single answers "
    "are no nearer than giving everybody the same age; they only order people, the older ones "
    "rather later than the younger ones.",
    Skill.LITTLE: "<strong>Behaviour says a little about age.</strong> Predictions are nearer than "
    "giving everybody the same age, by more than chance, but not by much.",
    Skill.SOME: "<strong>Behaviour says something real about age, and not enough to know "
    "anybody's.</strong> Predictions are clearly nearer than giving everybody the same age.",
    Skill.MUCH: "<strong>Behaviour says a lot about age.</strong> Predictions are far nearer than "
    "giving everybody the same age. A single answer is still a guess.",
}
PROMISE_WORDS = {
    "unknown": "",
    "no": "No age can be targeted: reaching the people whom the model finds likeliest hits no more of "
    "the wanted age than reaching anybody.",
    "tilt": "A campaign can lean towards an age, not pick it: whom it reaches is more often of the "
    "wanted age than chance would have it, but most are not.",
    "some": "For some ages a campaign can count on reaching mostly the right people, as long as it "
    "takes only the likeliest; for the others it can only lean towards them.",
}


def best_target():
    """Find the target whose likeliest people are hit with most certainty beyond chance."""
    known = [row for row in F["targets"] if reaches[row.row_key.raw] in (Reach.TILT, Reach.MOSTLY)]
    return max(known, key=lambda row: row.hit_share_low.number, default=None)


def summary_cards():
    """Give the three figures that everything hangs on."""
    items = [
        (
            f"{error.value:f1} years",
            "off on average when age is predicted",
            f"Giving everybody the middle age is off by {error.floor_value:f1}. Range of chance: "
            f"{within(error.ci_low, error.ci_high, 'f1')}.",
        )
    ]
    if "accuracy" in accuracy:
        right = accuracy["accuracy"]
        items.append(
            (
                f"{right.value:pct}",
                "of people are put into the right age band",
                f"Always naming the largest band is right for {right.floor_value:pct}. Range of "
                f"chance: {within(right.ci_low, right.ci_high, 'pct')}.",
            )
        )
    if (best := best_target()) is not None:
        items.append(
            (
                f"{best.hit_share:pct}",
                f"of the likeliest {best.reached_share:pct} are of the age “{best.target}”",
                f"Reaching anybody hits {best.base_rate:pct}. Range of chance: "
                f"{within(best.hit_share_low, best.hit_share_high, 'pct')}. For other ages it is "
                "less, see below.",
            )
        )
    return cards(items)


joined(
    no_run()
    if not is_judged
    else joined(
        summary_cards(),
        verdict(f"{SKILL_WORDS[found]} {PROMISE_WORDS[promise]}", is_yes=found.is_any),
    ),
    missing(
        "These predictions were made from an earlier state of the data; they may not fit what else "
        "stands here.",
        predict,
    )
    if len(run) and run["run"].is_stale
    else "",
    paragraph(
        f"The data: {people.user_count:n} people and {people.tweet_count:n} of their tweets, collected "
        f"up to {people.as_of_date}. Of {people.labelled_user_count:n} people the age is known; the "
        f"middle one is {people.median_age_years:n}, and they are between "
        f"{people.youngest_age_years:n} and {people.oldest_age_years:n}. For {people.target_count:n} "
        "more the age was asked. All that is said here is about people <em>like those whose age is "
        "known</em>."
    )
    if people.labelled_user_count.raw
    else missing("The age of nobody is known.", "dbt build"),
    paragraph(
        "“Range of chance” is the range that the true figure lies in nineteen times in twenty, had "
        "other people of the same kind been collected. A figure without what anybody would reach "
        "without a model (its floor) says nothing, so each stands beside it.",
        kind="note",
    ),
)

# %% [markdown]
# ## How behaviour changes with age
#
# First what can be seen without any model. Each person counts once, however much they post; only
# people whose age is known. These are differences between people, not effects of getting older:
# who is young today also joined later and follows other accounts.

# %%
counts, strongest = F["behaviour_counts"]["all"], F["behaviour_strongest"]


def behaviour_sentence(row):
    """Say one difference in words."""
    form = form_of(row)
    small = " (few people)" if row.is_small else ""
    return (
        f"<strong>{row.title}</strong>: {row.value:{form}} of the age “{row.age_band}”{small}, "
        f"{row.other_value:{form}} of all others. Range of chance: "
        f"{within(row.value_low, row.value_high, form)}. Unit: {row.unit}."
    )


joined(
    paragraph(
        f"{counts.measure_count:n} behaviours were compared between the ages. "
        + (
            f"In {counts.differing_measure_count:n} of them at least one age differs from all others "
            "by more than chance, with all comparisons taken together. The clearest:"
            if counts.differing_measure_count.raw
            else "<strong>None differs between the ages by more than chance</strong>, with all "
            "comparisons taken together."
        )
    ),
    bullets(behaviour_sentence(row) for row in list(strongest)[:5]),
    charts_behaviour.strongest(
        F["behaviour"],
        bands,
        [row.row_key.raw for row in list(strongest)[:10]],
        title=f"{list(strongest)[0].title}: here the ages differ most",
        alt="Ten behaviours in lines, a mark for each age band at its distance from all other "
        f"bands. The largest distance is that of “{list(strongest)[0].title}”, for the age "
        f"“{list(strongest)[0].age_band}”.",
    )
    if len(strongest)
    else "",
)

# %% [markdown]
# ### The clock

# %%
busiest = F["busiest_hours"]


def clock():
    """Show when bands post."""
    if not len(busiest):
        return paragraph(
            "Of too few people is the local time of tweets known: nothing can be said of hours.",
            kind="missing",
        )
    night = F["behaviour"].where(measure="night_share")
    sure = [row for row in night if row.verdict.raw in ("more", "less")]
    said = listed(
        [f"“{row.age_band}” {row.verdict} ({row.value:pct} against {row.other_value:pct})" for row in sure]
    )
    return joined(
        paragraph(
            f"Between midnight and six, these ages post more or less than all others: {said}."
            if sure
            else "No age posts more or less than the others at night, beyond chance."
        ),
        charts_behaviour.hours(
            F["hours"],
            busiest,
            title="When people post, by age"
            + (": the night tells them apart" if sure else ": no age stands out at night"),
            alt="For each age band a week as a grid of hours. "
            + " ".join(
                f"“{row.age_band}” posts most in the hour that begins at {row.busiest_hour:n}."
                for row in busiest
            ),
        ),
    )


clock()

# %% [markdown]
# ### Emoji

# %%
emoji, emoji_use = F["emoji"], F["behaviour"].where(measure="emoji_tweet_share")


def emoji_words():
    """Say who uses emoji."""
    sure = [row for row in emoji_use if row.verdict.raw in ("more", "less")]
    if not sure:
        return "No age uses emoji more or less than the others, beyond chance."
    said = listed(
        [
            f"“{row.age_band}” uses them {row.verdict} ({row.value:pct} of own tweets against "
            f"{row.other_value:pct})"
            for row in sure
        ]
    )
    return f"How often tweets hold an emoji differs with age: {said}."


def emoji_picture():
    """Show the most used emoji."""
    if not len(emoji):
        return paragraph(
            "No emoji is used by enough people of one age to be shown.", kind="missing"
        )
    other = [row for row in emoji if row.leaves_others_out]
    first = list(emoji)[0]
    return charts_behaviour.emoji(
        emoji,
        title="The favourites are much the same at all ages"
        if len(other) * 2 < len(emoji)
        else "Which emoji are used, and by how many, differs with age",
        alt=f"Dots for each age band and its most used emoji. The first of “{first.age_band}” is "
        f"{first.emoji}, used by {first.user_share:pct}.",
    )


joined(paragraph(emoji_words()), emoji_picture())

# %% [markdown]
# ## Why this way of modelling
#
# Four decisions, each with its reason:
#
# - **Ages are an order, not a set of names.** Being wrong by one band is a smaller mistake than being
#   wrong by three. So the model that explains is an *ordinal regression*: one odds ratio for each
#   behaviour that reads "so many times likelier to be in an older band".
# - **To predict, more is used than can be read.** The published years come from a *stack*: simple
#   models turn words, followed accounts and settings into a few scores, and small trees and logits
#   weigh these together with the plain numbers. Which combination is taken was chosen without a look
#   at the people it is judged by.
# - **Everything is judged on people whom no model had seen**, again and again on other splits, and
#   beside what anybody would reach without looking: always the middle age, always the largest band.
# - **An honest answer has a width.** Each prediction is a probability of every year. The interval of
#   years is widened until it holds what it promises on people that were left out; where it says no
#   more than the usual age does, the answer is marked as none.
#
# Alternatives were tried on the same people, not argued about.

# %%
models = F["models"]


def model_words():
    """Compare the published model with the runner-up and the simplest."""
    if not is_judged:
        return no_run()
    own = [row for row in models if row.is_published]
    others = [row for row in gains if row.ci_low.number > 0 and row.row_key.raw in models]
    floor_names = ("constant_median", "constant_mean", "majority_band")
    beaten = [row for row in others if row.row_key.raw not in floor_names]
    equal = [
        row
        for row in gains
        if row.ci_low.number <= 0 <= row.ci_high.number
        and row.row_key.raw not in (*floor_names, BANDS_MODEL.name)
    ]
    better = [row for row in gains if row.ci_high.number < 0]
    names = [charts_age.MODEL_WORDS[row.row_key.raw] for row in equal]
    return joined(
        paragraph(
            f"The published model is off by {own[0].error_years:f2} years (range of chance "
            f"{within(own[0].ci_low, own[0].ci_high, 'f2')}). "
            + (
                "On the same people it is nearer than most of the simpler ways, by more than chance. "
                if len(beaten) > len(equal)
                else "On the same people it is nearer than some of the simpler ways, by more than "
                "chance. "
                if beaten
                else "It is not shown nearer than the simpler ways. "
            )
            + (f"Not told apart from it: {listed(names)}. " if equal else "")
            + (
                "Some simpler answer is nearer, which speaks against publishing this one. "
                if better
                else ""
            )
        ),
        charts_age.model_errors(
            models,
            title="The more kinds of facts are used, the nearer the answer"
            if found.is_any
            else "No model gets nearer than an answer without looking",
            alt=f"Errors of all models in order. The nearest is off by "
            f"{list(models)[0].error_years:f2} years, the furthest by "
            f"{list(models)[-1].error_years:f2}.",
        ),
    )


model_words()

# %% [markdown]
# ## How well age can be predicted, and by what

# %%
DEVIATIONS = {"too young": "too young", "too old": "too old"}


def how_well():
    """Say how far off predictions are, and how an order of people fares."""
    if not is_judged:
        return no_run()
    lines = [
        f"<strong>In years:</strong> off by {error.value:f2} on average (range of chance "
        f"{within(error.ci_low, error.ci_high, 'f2')}); the middle age for everybody is off by "
        f"{error.floor_value:f2}. On the same people the difference is "
        f"{floor_gain.years_gained:gain} years (range of chance "
        f"{within(floor_gain.ci_low, floor_gain.ci_high, 'gain')}): "
        + ("more than chance." if floor_gain.ci_low.number > 0 else "not shown to be better.")
    ]
    if "spearman" in accuracy and accuracy["spearman"].value.raw is not None:
        order = accuracy["spearman"]
        clear = order.ci_low.number >= verdicts.ENOUGH_ORDER
        lines.append(
            f"<strong>In order:</strong> the rank correlation with the true age is {order.value:f2} "
            f"(range of chance {within(order.ci_low, order.ci_high, 'f2')}); no order at all would "
            f"be {order.floor_value:n}, a perfect one one. "
            + (
                "Who is older is told clearly."
                if clear
                else "Who is older is told, but not clearly."
                if order.ci_low.number > 0
                else "Who is older is not told."
            )
        )
    for name, words in (("auc_25", "twenty-five or older"), ("auc_30", "thirty or older")):
        if name in accuracy and accuracy[name].value.raw is not None:
            lines.append(
                f"<strong>At an edge:</strong> of two people, one {words} and one younger, the model "
                f"finds the older one in {accuracy[name].value:pct} of cases (range of chance "
                f"{within(accuracy[name].ci_low, accuracy[name].ci_high, 'pct')}); a coin in "
                f"{accuracy[name].floor_value:pct}."
            )
    held = F["held_out"]
    if "mae" in held:
        lines.append(
            f"<strong>On those who were asked for:</strong> of {held['mae'].user_count:n} of them the "
            f"age is known after all. There the error is {held['mae'].value:f2} years (range of "
            f"chance {within(held['mae'].ci_low, held['mae'].ci_high, 'f2')}), and "
            f"{held['mae'].floor_value:f2} for the middle age."
        )
    shuffled = F["shuffled"]
    if "spearman" in shuffled and shuffled["spearman"].value.raw is not None:
        lines.append(
            "<strong>As a counter-test</strong> ages were shuffled among people and all was done "
            f"again: the rank correlation is then {shuffled['spearman'].value:f2}. "
            + (
                "As it should be, nothing is found where nothing is."
                if not shuffled["spearman"].ci_low.number > 0
                else "Something leaks: distrust all figures here."
            )
        )
    return bullets(lines)


how_well()

# %%
by_age = F["predicted_by_true_age"]


def predicted_picture():
    """Show predicted against true age."""
    if not len(by_age):
        return missing(
            "Predictions of people whom no model had seen are not stored.", f"{predict} --fresh"
        )
    young, old = list(by_age)[0], list(by_age)[-1]
    pulled = (
        young.mean_predicted_years.number > young.mean_age_years.number
        and old.mean_predicted_years.number < old.mean_age_years.number
    )
    return charts_age.predicted_against_true(
        by_age,
        title="Predictions lean to the middle: the old are predicted far too young"
        if pulled and found.is_any
        else "Whatever the true age, the prediction is much the same"
        if not found.is_any
        else "Predicted beside true age",
        alt=f"Predicted age rises with true age less than it should. The youngest group "
        f"({young.min_age_years:n} to {young.max_age_years:n}) is predicted "
        f"{young.mean_predicted_years:f1} on average, the oldest ({old.min_age_years:n} to "
        f"{old.max_age_years:n}) {old.mean_predicted_years:f1}.",
    )


def error_picture():
    """Show error and bias by band."""
    rows = [row for row in F["error_by_band"] if not row.is_suppressed]
    if not rows:
        return ""
    best = min(rows, key=lambda row: row.mae.number)
    worst = max(rows, key=lambda row: row.mae.number)
    young = [row for row in rows if row.bias_verdict.raw == "too young"]
    return joined(
        charts_age.error_by_band(
            F["error_by_band"],
            title=f"Nearest for “{best.age_band}”, furthest off for “{worst.age_band}”",
            alt=f"Mean errors by band, from {best.mae:f1} years for “{best.age_band}” to "
            f"{worst.mae:f1} for “{worst.age_band}”.",
        ),
        paragraph(
            "Shown to be predicted too young: "
            + listed([f"“{row.age_band}” by {row.bias_years:gain} years" for row in young])
            + ". There are few of them to learn from, and a model that wants to be near on average "
            "gains by answering nearer to the middle."
        )
        if young
        else "",
    )


def cover_words():
    """Say whether intervals hold what they promise."""
    if "all" not in F["cover"]:
        return ""
    row = F["cover"]["all"]
    kept = verdicts.cover_words(
        promised=row.promised_cover.number, low=row.ci_low.number, high=row.ci_high.number
    )
    words = {
        "kept": "They keep it",
        "missed": "<strong>They do not keep it</strong>",
        "exceeded": "They keep more than that, since ages are whole years and heap on round ones",
        "unknown": "Whether they keep it is not known",
    }[kept]
    return paragraph(
        f"<strong>Intervals.</strong> Each prediction comes with a range of years that promises to "
        f"hold the true age in {row.promised_cover:pct} of cases. {words}: it was held in "
        f"{row.cover:pct} (range of chance {within(row.ci_low, row.ci_high, 'pct')}). Half of the "
        f"ranges span at most {row.median_width_years:n} years. For {row.abstain_share:pct} of people "
        "the range says no more than the usual age does; these should count as not answered. The "
        "promise is one for all people together: at the ages that are rare, it is broken, as the "
        "table behind the picture above shows."
    )


joined(predicted_picture(), cover_words(), error_picture())

# %%
calibration = F["calibration"]


def calibration_picture():
    """Show whether probabilities come true."""
    if not len(calibration):
        return ""
    measured = accuracy["calibration_error"] if "calibration_error" in accuracy else None
    limit = (
        accuracy["calibration_error_limit"].value.number
        if "calibration_error_limit" in accuracy
        else float("nan")
    )
    honest = measured is not None and measured.value.number <= limit
    inside = [
        row
        for row in calibration
        if row.observed_low.number <= row.claimed_probability.number <= row.observed_high.number
    ]
    title = (
        "Probabilities of bands can be taken at their word"
        if honest
        else "Probabilities of bands are off by a little more than chance"
    )
    said = (
        f"{measured.value:pct} on average, where honest probabilities would be off by "
        f"{measured.floor_value:pct} by chance alone"
        if measured is not None
        else "an amount that was not measured"
    )
    return joined(
        charts_age.calibration(
            calibration,
            bands,
            title=title,
            alt="Shares that came true beside the probabilities given, by band. "
            + (
                "Most marks lie on the line within chance."
                if 2 * len(inside) > len(calibration)
                else "Most marks lie off the line."
            ),
        ),
        paragraph(f"What is given and what happens differ by {said}."),
    )


calibration_picture()

# %% [markdown]
# ### By what

# %%
odds, importance, blocks = F["odds_ratios"], F["block_importance"], F["blocks"]


def importance_words():
    """Say which kinds of facts predictions stand on."""
    useful = [row for row in importance if row.verdict.raw == "useful"]
    if not len(importance):
        return missing("What predictions stand on has not been measured.", f"{predict} --fresh")
    if not useful:
        return paragraph("No kind of facts is shown to matter to the predictions.")
    said = listed(
        [
            f"{charts_age.words_of_block(row.row_key.text()).partition(':')[0].lower()} "
            f"({row.years_lost:gain} years, range of chance {within(row.ci_low, row.ci_high, 'gain')})"
            for row in useful[:4]
        ]
    )
    return joined(
        paragraph(
            "When people are given other people's values of one kind of facts, predictions get worse "
            f"by so much: {said}."
        ),
        table(
            importance,
            [
                Column("row_key", "Kind of facts"),
                Column("years_lost", "Years lost", "gain"),
                Column("ci_low", "from", "gain"),
                Column("ci_high", "to", "gain"),
                Column("verdict", "Verdict"),
            ],
            "How many years worse predictions get when one kind of facts is mixed up among people",
        ),
    )


def odds_picture():
    """Show the odds ratios."""
    if not len(odds):
        return missing("The regression that explains was not fitted.", predict)
    sure = [row for row in odds if row.is_beyond_chance]
    first = list(odds)[0]
    return charts_age.odds_ratios(
        odds,
        title=f"What goes with age, all else equal: who {charts_age.words_of_term(first)} is "
        + ("older" if first.odds_ratio.number > 1 else "younger")
        if sure
        else "Nothing goes with age by more than chance",
        alt=f"Odds ratios of the strongest behaviours. The first: {first.odds_ratio:f2} times the odds "
        f"of being in an older band (range of chance {within(first.ci_low, first.ci_high, 'f2')}) "
        f"for who {charts_age.words_of_term(first)}.",
    )


def block_picture():
    """Show the ablation, where it was made for all blocks."""
    kept = blocks.where(comparison="left_out")
    if len(kept) < 3:
        return missing(
            "What each kind of facts is worth on top of all others takes longer to measure.",
            f"{predict} --validate full",
        )
    useful = [row for row in kept if row.verdict.raw == "useful"]
    first = charts_age.words_of_block(kept[0].block.text()).partition(":")[0]
    return charts_age.block_worth(
        blocks,
        title=f"{first} cannot be replaced by anything else"
        if useful
        else "No single kind of facts is needed: what one tells, others tell too",
        alt="Years gained by each kind of facts, on top of all others and alone. "
        f"Largest on top of all others: {first}, {kept[0].years_gained:gain} years.",
    )


joined(importance_words(), odds_picture(), block_picture())

# %% [markdown]
# ## Do sentiment and emoji help?
#
# They were asked three times: do they differ between ages at all, do they add to what the explaining
# regression knows, and do predictions get worse without them? Only the last one is worth money.

# %%
HELP_WORDS = {
    Help.PREDICTS: "<strong>{name} helps</strong>: without it predictions are worse, by more than chance.",
    Help.EXPLAINS: "<strong>{name} differs with age, and does not help to predict it</strong>: it adds "
    "to the explaining regression, but the other facts already tell the model as much.",
    Help.NOT_SHOWN: "<strong>{name} is not shown to help</strong>, neither to explain nor to predict.",
    Help.HARMS: "<strong>{name} harms</strong>: without it predictions are better, by more than chance.",
    Help.UNKNOWN: "<strong>Whether {name} helps was not measured.</strong>",
}
ratios, ablated = F["likelihood_ratios"], F["sentiment_and_emoji"]


def help_of(block, name, sections):
    """Say whether a block of facts helps."""
    key = f"{YEARS_MODEL.name}|{block}"
    row = ablated[key] if key in ablated else None
    adds = block in ratios and ratios[block].verdict.text().startswith("adds")
    judged = verdicts.helps(
        low=row.ci_low.number if row else float("nan"),
        high=row.ci_high.number if row else float("nan"),
        is_in_regression=adds,
    )
    differing = [one for one in strongest if one.section.raw == sections]
    said = HELP_WORDS[judged].format(name=name)
    if row:
        said += (
            f" Years gained by it on top of all others: {row.years_gained:gain} (range of chance "
            f"{within(row.ci_low, row.ci_high, 'gain')}; none would be zero)."
        )
    alone = f"alone|{block}"
    if alone in blocks:
        one = blocks[alone]
        said += (
            f" If nothing else were known: {one.years_gained:gain} (range of chance "
            f"{within(one.ci_low, one.ci_high, 'gain')})."
        )
    if block in ratios:
        said += f" In the regression: it {ratios[block].verdict}."
    if differing:
        said += (
            f" By itself, what differs most with age is “{differing[0].title}” "
            f"({differing[0].verdict} of the age “{differing[0].age_band}”)."
        )
    else:
        said += " By itself, nothing of it differs between ages by more than chance."
    return judged, said


if is_judged:
    mood, signs = (
        help_of("sentiment", "Sentiment", "sentiment"),
        help_of("emoji", "Emoji use", "emoji"),
    )
    answer = verdict(f"{mood[1]}</p><p>{signs[1]}", is_yes=Help.PREDICTS in (mood[0], signs[0]))
else:
    answer = no_run()
answer

# %% [markdown]
# Sentiment is measured by VADER, a list of English words with rules for negation and emphasis; it was
# made for short messages. Tweets in other languages get the mood of the few words that it knows,
# which is next to nothing.

# %% [markdown]
# ## What was hard about the data

# %%
records, quality = F["records"]["all"], F["quality"]
warnings = [row for row in quality if row.severity.raw == "warning"]

joined(
    paragraph(
        f"<strong>Nothing was lost.</strong> {records.file_count:n} files held {records.read_count:n} "
        f"records: {records.kept_count:n} were kept, {records.rejected_count:n} could not be used "
        f"and are listed with file and place, {records.duplicate_count:n} are repeated ones. Records "
        f"without a whereabouts: {records.lost_count:n}."
        if records.lost_count.raw == 0
        else f"<strong>{records.lost_count:n} records are not accounted for.</strong> Mend that before "
        "you read on."
    ),
    paragraph(
        "What can bend results, by the checks that run with every build:"
        if warnings
        else "No check found anything that bends results."
    ),
    bullets(
        f"{row.description} <span class='note'>{row.finding_count:n} of {row.row_count:n} "
        f"({row.finding_share:pct}), {row.entity}.</span>"
        for row in warnings
    ),
    paragraph(
        "And what is only worth knowing:"
        if len(quality) > len(warnings)
        else ""
    ),
    table(
        [row for row in quality if row.severity.raw != "warning"],
        [
            Column("description", "Finding"),
            Column("entity", "Records"),
            Column("finding_count", "Found", "n"),
            Column("row_count", "Of", "n"),
            Column("finding_share", "Share", "pct"),
        ],
        "Findings that bend nothing by themselves",
    )
    if len(quality) > len(warnings)
    else "",
)

# %% [markdown]
# What was done about it: impossible values became "unknown" instead of features; sums over capped
# lists were replaced by shares and means, since the cap would be what is measured; implausible ages
# are kept as stated and never learned from; tweets that appear twice count once; and people whose age
# was asked for are kept out of everything that learns, even where their age is in the files.

# %% [markdown]
# ## How the young write, and what is unusual for them
#
# The question was what is typical of the language of a group (by default the people under thirty),
# and which of their tweets depart from it. *Typical* has two meanings, and both lists are here: what
# the group says more than others do, and what holds its vocabulary together, whoever else says it.

# %%
groups, terms = F["language_groups"], F["typical_terms"]


def term_list(group, name, words):
    """List terms of one kind."""
    rows = terms.where(group_id=group.row_key.raw, list_name=name)
    if not rows:
        return ""
    said = ", ".join(
        f"<strong>{row.term}</strong> ({row.user_share:pct}"
        + (f" against {row.other_user_share:pct}" if row.other_user_share.raw is not None else "")
        + ")"
        for row in rows
    )
    return paragraph(f"{words} {said}.")


def group_words(group):
    """Tell of one group's language."""
    distinctive = terms.where(group_id=group.row_key.raw, list_name="distinctive")
    return joined(
        paragraph(
            f"The norm of the group “{group.group_name}” is made of {group.tweet_count:n} tweets in "
            f"own words by {group.user_count:n} people, beside {group.other_user_count:n} people "
            f"outside it. {group.other_language_tweet_count:n} tweets in other languages and "
            f"{group.repeated_tweet_count:n} copies and templates stand aside."
        ),
        term_list(
            group,
            "distinctive",
            "Said more by the group than by others, above what chance reaches (share of people who "
            "write it, inside against outside):",
        )
        if distinctive
        else paragraph(
            "<strong>No term sets the group apart by more than chance.</strong> There are too few "
            "people outside the group, or it speaks like everybody else."
        ),
        term_list(group, "leaning", "Leaning to the group, but may be chance:"),
        term_list(group, "central", "What holds its vocabulary together, others or not:"),
    )


def use_picture():
    """Show the use of terms by band."""
    use = F["term_use_by_band"]
    if not len(use):
        return ""
    first = list(use)[0]
    mine = use.where(place=first.place.raw)
    way = verdicts.trend([row.user_share.number for row in mine])
    words = {
        "rises": "is written more the older people are",
        "falls": "fades with age",
        "varies": "is not simply a matter of age",
    }[way]
    return charts_language.term_use(
        use,
        bands,
        title=f"“{first.term}” {words}",
        alt=f"Shares of age bands that write the most typical terms. “{first.term}”: "
        + listed([f"{row.user_share:pct} of “{row.age_band}”" for row in mine])
        + ".",
    )


joined(
    joined(*[group_words(group) for group in groups], use_picture())
    if len(groups)
    else missing("No group has a norm of language.", "dbt build")
)

# %% [markdown]
# ### Unusual tweets

# %%
unusual, typical = F["unusual_tweets"], F["typical_tweets"]


def unusual_words():
    """List the most unusual tweets with what makes them so."""
    if not len(unusual):
        return paragraph(
            "No tweet is listed: the group is too small to have a norm.", kind="missing"
        )
    shown = any(row.tweet_text.raw is not None for row in unusual)
    items = [
        f"{charts_language.marked_text(row)} <span class='note'>Unusual by {row.deviation_score:f1} "
        f"standard deviations: vocabulary {row.cosine_score:gain}, sequence of words "
        f"{row.surprisal_score:gain}.</span>"
        for row in unusual
    ]
    return joined(
        paragraph(
            "The most unusual tweets of the group, each compared with tweets of the same length. "
            + (
                "Marked are the words that make them so."
                if shown
                else "Texts are not shown, by the setting <code>show_texts</code>; these are the words "
                "that make them so, where enough people write them to be shown."
            )
        ),
        bullets(items),
        paragraph("And the nearest to the norm:") if shown and len(typical) else "",
        bullets(
            f"{row.tweet_text} <span class='note'>({row.deviation_score:f1})</span>" for row in typical
        )
        if shown
        else "",
    )


unusual_words()

# %% [markdown]
# ### Why this norm and this measure
#
# The *norm* is that of people, not of tweets: each person weighs the same, so that nobody who posts a
# hundred times sets it. The author of a tweet is left out of the norm that the tweet is held
# against, or else rare words would excuse themselves. Tweets are compared with others of their
# length, since short ones look unusual by being short.
#
# Two *measures* see different things. The distance of vocabulary sees other words; the language model
# (how surprising each word is after the one before) sees other words and other order. Their mean is
# the score. To choose, outliers of known kinds were planted among the group's own tweets.

# %%
found_by, families = F["language_validation"], F["language_families"]
FAMILY_WORDS = {name: words for name, (words, _, _) in charts_language.FAMILIES.items()}


def measure_words(group):
    """Say which measure finds what."""
    rows = families.where(group_id=group.row_key.raw)
    mine = {row.family.raw: row for row in rows}
    if "combined" not in mine or mine["combined"].mean_found_chance.raw is None:
        return missing(
            "The measures have not been judged on this warehouse.",
            "python -m plumage.language_validation",
        )
    both, best = mine["combined"], rows[0]
    weak = both.worst_found_chance.number < verdicts.WEAK_CHANCE
    control = found_by[f"{group.row_key.raw}|held_out|combined"]
    sound = control.ci_low.number <= 0.5 <= control.ci_high.number
    others = listed(
        [
            f"{FAMILY_WORDS[row.family.raw]} {row.mean_found_chance:pct} (at worst "
            f"{row.worst_found_chance:pct})"
            for row in rows
            if row.family.raw != "combined"
        ]
    )
    best_words = FAMILY_WORDS[best.family.raw]
    return joined(
        charts_language.measures_found(
            found_by,
            group.row_key.raw,
            title="Outliers are found, nearly whatever they are"
            if not weak
            else "Some outliers are found, others hardly",
            alt=f"Chances of finding planted outliers by kind and measure. Both measures together "
            f"find {both.mean_found_chance:pct} on average, {both.worst_found_chance:pct} at worst.",
        ),
        paragraph(
            f"Both together give the outlier the higher score in {both.mean_found_chance:pct} of "
            f"cases on average over the kinds, and in {both.worst_found_chance:pct} for the hardest "
            f"kind; a coin would in half. The alternatives: {others}. "
            + (
                "No single measure does better on average."
                if best.family.raw == "combined"
                else f"By this test alone, the measure “{best_words}” would do a little better. The "
                "mean of both is kept, since it does not hang on one idea of what unusual is and "
                "sees other vocabulary in the usual order too."
            )
        ),
        paragraph(
            "As a control, tweets of people who were left out of the norm were held against it: they "
            f"score higher in {control.found_chance:pct} of cases (range of chance "
            f"{within(control.ci_low, control.ci_high, 'pct')}). "
            + (
                "So nobody is called unusual for being new."
                if sound
                else "So being new looks a little unusual by itself: mind that in small groups."
            )
            + (
                f" Length explains next to nothing of the score (rank correlation "
                f"{both.length_correlation:f2})."
                if abs(both.length_correlation.number) < 0.1
                else f" Length still explains part of the score (rank correlation "
                f"{both.length_correlation:f2})."
            )
            + (
                f" As a trait of a person it is unsteady: two halves of a person's tweets agree by "
                f"{both.user_reliability:f2} only. Call a tweet unusual, not its author."
                if both.user_reliability.number < 0.7
                else ""
            )
        ),
    )


joined(*[measure_words(group) for group in groups])

# %% [markdown]
# ## How long people are active
#
# A minute counts as active when a person did something in it. Minutes are counted over a window of
# days, from logs of actions where there are any, or else from the tweets themselves.

# %%
minutes, histogram = F["active_minutes"], F["active_minutes_histogram"]


def activity(log):
    """Tell of one log."""
    name = log.row_key.raw
    shown = [
        row for row in F["active_minutes_by_band"].where(log_name=name) if not row.is_suppressed
    ]
    medians = [row.median_active_minutes.number for row in shown]
    way = verdicts.trend(medians)
    words = {
        "rises": "the older, the longer",
        "falls": "the older, the shorter",
        "varies": "no steady way from young to old",
    }[way]
    return joined(
        paragraph(
            f"<strong>{'From tweets' if log.is_sample else 'From logs of actions'}</strong>, "
            f"{log.window_start_date} to {log.window_end_date}: {log.user_count:n} people were "
            f"active at all, {log.inactive_user_count:n} were not. Of the active ones half have at "
            f"most {log.median_active_minutes:n} minutes, nine tenths at most "
            f"{log.p90_active_minutes:n}, the most active {log.max_active_minutes:n}. {log.caveat}"
        ),
        charts_behaviour.active_minutes(
            histogram,
            name,
            title="Many are active for minutes, few for hours",
            alt=f"Histogram of active minutes. Half of the active have at most "
            f"{log.median_active_minutes:n}, nine tenths at most {log.p90_active_minutes:n}.",
        ),
        charts_behaviour.active_minutes_by_band(
            F["active_minutes_by_band"],
            name,
            title=f"By age: {words}",
            alt="Median active minutes by band: "
            + listed([f"{row.median_active_minutes:n} for “{row.age_band}”" for row in shown])
            + ". No interval was computed: small differences are no finding.",
        )
        if shown
        else "",
    )


logs = [row for row in minutes if row.user_count.raw]
full = [row for row in logs if not row.is_sample]
joined(
    joined(
        *[activity(log) for log in (full or logs)[:1]],
        ""
        if full
        else missing(
            "There is no log of actions, so tweets stand for it: a small sample of what people did.",
            "python -m plumage.activity ingest your-log.csv",
        ),
    )
    if logs
    else missing(
        "Nobody was active in the window, and there is no log of actions.",
        "python -m plumage.activity ingest your-log.csv",
    )
)

# %% [markdown]
# ## Limits
#
# What the figures above cannot say, whatever they are:

# %%
drift, errors_by = F["drift"], F["error_by_group"]
language_rows = [row for row in errors_by.where(group_kind="language") if row.mae.raw is not None]


def limits():
    """List limits that figures of this warehouse decide about."""
    rare = [row for row in bands if row.user_share.raw is not None and row.user_share.number < 0.1]
    items = [
        "<strong>Only people who tell their age.</strong> Those whose age is known may differ from those "
        "who keep it to themselves, and a low error says nothing about the latter.",
    ]
    if rare:
        items.append(
            "<strong>Few older people.</strong> Of those whose age is known, "
            + listed([f"{row.user_share:pct} are “{row.age_band}”" for row in rare])
            + ". What is said about them stands on few, and they are predicted worst."
        )
    if len(language_rows) > 1:
        worst = max(language_rows, key=lambda row: row.mae.number)
        best = min(language_rows, key=lambda row: row.mae.number)
        items.append(
            f"<strong>Not equally good for all.</strong> By the language that people mostly tweet in, "
            f"the error runs from {best.mae:f1} years ({best.group_value}) to {worst.mae:f1} "
            f"({worst.group_value}), where the middle age is off by {worst.floor_mae:f1}."
        )
    if "target" in drift:
        row = drift["target"]
        items.append(
            f"<strong>Drift.</strong> Of {row.feature_count:n} facts, {row.drifting_count:n} are spread "
            "otherwise among the people who were asked for than among those learned from, beyond "
            "chance. "
            + (
                "They are much like them."
                if row.drifting_count.number <= row.feature_count.number / 20
                else "They are not like them: expect larger errors than shown here."
            )
        )
    left_out = [row for row in F["suppressed"] if row.suppressed_count.raw]
    items += [
        f"<strong>Small groups are not shown.</strong> Lists leave out what fewer than "
        f"{people.min_group_users:n} people stand behind; that also hides what is rare and true."
        + (
            " Left out: "
            + listed(
                [
                    f"{row.suppressed_count:n} of kind “{row.suppressed_kind}” in "
                    f"<code>{row.table_name}</code>"
                    for row in left_out
                ]
            )
            + "."
            if left_out
            else ""
        ),
        "<strong>A snapshot.</strong> Apps, emoji and slang change within a year; what goes with an age "
        "today goes with people born in certain years, and they get older.",
        "<strong>Samples.</strong> The platform gave a few tweets and followed accounts of each person. "
        "Shares and means survive that, rare behaviour does not.",
    ]
    return bullets(items)


limits()

# %% [markdown]
# ## Would we tell marketing that specific ages can be targeted?

# %%
REACH_WORDS = {
    Reach.MOSTLY: "most of those reached are of the age",
    Reach.TILT: "better than chance, but most of those reached may be others",
    Reach.CHANCE: "not shown better than reaching anybody",
    Reach.UNKNOWN: "not known",
}
ANSWERS = {
    "unknown": "We cannot tell yet.",
    "no": "<strong>No.</strong> Reaching the likeliest people hits the wanted age no more often than "
    "reaching anybody. Money spent on age would be spent on nothing.",
    "tilt": "<strong>No, not specific ages. A tilt, yes.</strong> A campaign can raise the share of the "
    "wanted age above chance, and has to be worth it although most of those reached are others.",
    "some": "<strong>Not specific years; some broad ages, yes, with their waste named.</strong> Where it "
    "says “most”, more than half of those reached are of the age, and the range of chance says so "
    "too. For the rest a campaign can only lean.",
}
targets = F["targets"]


def targeting_words():
    """Answer, with waste and floor for each target."""
    if not len(targets):
        return no_run()
    lines = [
        f"<strong>{row.target}</strong>: {REACH_WORDS[reaches[row.row_key.raw]]}. Of the likeliest "
        f"{row.reached_share:pct} ({row.reached_user_count:n} people), {row.hit_share:pct} are of the "
        f"age (range of chance {within(row.hit_share_low, row.hit_share_high, 'pct')}); of anybody "
        f"{row.base_rate:pct}. Wasted: {row.waste_share:pct}."
        for row in targets
    ]
    best = best_target()
    return joined(
        verdict(ANSWERS[promise], is_yes=promise in ("some", "tilt")),
        bullets(lines),
        charts_age.targeting(
            F["targeting"],
            title=f"Taking only the likeliest helps most for “{best.target}”"
            if best is not None
            else "Taking only the likeliest does not help",
            alt="For each target, the share of the right age among those reached, as more are reached. "
            + (
                f"Highest for “{best.target}”: {best.hit_share:pct} of the likeliest "
                f"{best.reached_share:pct}, {best.base_rate:pct} at random."
                if best is not None
                else "None is above its floor beyond chance."
            ),
        ),
        paragraph(
            "Why not a single year: the ranges of years above are wider than that, and a band at the "
            "edge of the data is hit only as often as its people are found at all. Say to a client "
            "what stands here with its range, for a group. Never say the age of a person, and never "
            "treat a predicted age as proof that somebody is an adult: part of the users are minors, "
            "and the model cannot tell who."
        ),
    )


targeting_words()

# %% [markdown]
# ## What taking it to production needs
#
# - **Consent and a lawful ground.** Nobody in such data agreed that their age be worked out. A guess
#   about a person is personal data, right or wrong: it needs a purpose, a ground, an answer to those
#   who ask, and the way to be forgotten that is built in (`python -m plumage.forget`). The platform's
#   terms come on top.
# - **Monitoring.** The build checks every record and prints what it rejects; `fct_age_drift` says when
#   new users stop being like those learned from. Watch the share of people without an answer, the
#   spread of predicted bands, and the cover of intervals on every new batch of known ages.
# - **Retraining.** Learn anew when drift is called "much", when intervals miss their promise, and at
#   least once a year: who is twenty next year is another year of birth. Keep the old model until the
#   new one is shown nearer on the same people.
# - **A test in the field.** Precision on people with a known age is not response to a campaign. Run
#   the tilt against a random group of the same size before any budget follows it.
# - **Fairness.** Report errors by language and by age each time; stop where a group is served worse
#   than by the constant answer.
# - **Access.** Pseudonymised building (`pseudonymise`), texts hidden by default, small groups
#   suppressed, models kept like the data they learned from.

# %% [markdown]
# ## What we chose not to do, and would change
#
# - **No large language model, no embeddings.** They would need outside weights, more data than a few
#   tweets a person, and could not be read. With the full history of tweets we would measure them on
#   the same folds, beside the same floors.
# - **No looking at pictures or names for sex, origin or faces.** They may tell of age; they also tell
#   what nobody asked and nobody agreed to.
# - **No re-weighting to a population.** Who is in the file is not who is on the network. With the true
#   shares of ages, probabilities could be corrected; without, we say for whom figures hold.
# - **No heavier penalty for the rare old.** It would lower their error and raise that of nearly
#   everybody else. If a campaign is about the old, ask for their probability, not for the year.
# - **No causal claim.** Nothing here says that ageing changes behaviour. That takes the same people
#   over years.
# - **Would change first:** known ages of older people (each is worth more than any method), local
#   time for everyone, more than a handful of tweets each.

# %%
paragraph(
    "You have read what was found. What you may pass on is what stands here with its floor and its "
    "range of chance.",
    kind="note",
)
