# Text notebook (percent format), read as such in review. `make story` executes it on the warehouse
# and writes story.html; analysis/age_story.ipynb is made from it. No number is typed in: passages
# take them from the named queries in analysis/story, and choose the words that depend on them.

# %% [markdown]
# # What does behaviour say about age?
#
# What people post, when, from where and whom they follow: how much does it tell of their age, and how
# far can a campaign rely on it? Every number can be traced to its source.

# %%
from plumage.pages.layout import notebook_style
from plumage.pages.story.facts import open_facts
from plumage.pages.story.passages import (
    accuracy,
    activity,
    behaviour,
    comparisons,
    data,
    drivers,
    language,
    summary,
    targeting,
    terms,
)

facts = open_facts()
notebook_style(is_synthetic=facts.figures.is_synthetic)

# %% [markdown]
# ## In short

# %%
summary.in_short(facts)

# %% [markdown]
# ## Would we tell marketing that specific ages can be targeted?

# %%
targeting.answer(facts)

# %% [markdown]
# ## How behaviour changes with age
#
# Each person counts once, however much they post. These are differences between people, not
# effects of getting older.

# %%
behaviour.findings(facts)

# %% [markdown]
# ### The clock

# %%
behaviour.clock(facts)

# %% [markdown]
# ### Emoji

# %%
behaviour.emoji(facts)

# %% [markdown]
# ## How the young write, and what is unusual for them

# %%
terms.typical(facts)

# %% [markdown]
# ### Unusual tweets

# %%
language.unusual(facts)

# %% [markdown]
# ## How long people are active

# %%
activity.active_minutes(facts)

# %% [markdown]
# ## Limits

# %%
data.limits(facts)

# %% [markdown]
# ## Takeaway: what to do next

# %%
targeting.advice(facts)

# %% [markdown]
# ## For the analyst
#
# How it was done and how good it is. Each of these opens.

# %% [markdown]
# ## Why this way of modelling
#
# Four decisions, each with its reason:
#
# - **Ages are an order, not a set of names.** Being wrong by one band is a smaller mistake than being
#   wrong by three. So the model that explains is an *ordinal regression*: one odds ratio for each
#   behaviour that reads "so many times likelier to be in an older band".
# - **The predicting model uses more than a person could inspect.** The published years come from a
#   *stack*: simple models turn words, followed accounts and settings into a few scores, and small trees
#   and logits weigh these together with the plain numbers. Which combination is taken was chosen
#   without a look at the people it is judged by.
# - **Everything is judged on people whom no model had seen**, again and again on other splits, and
#   beside what anybody would reach without looking: always the median age, always the largest band.
# - **An honest answer has a width.** Each prediction is a probability of every year. The interval of
#   years is widened until it holds what it promises, on average, on people that were left out; a set
#   of age bands promises the same to people of every band; and where the bands are hardly more or
#   less probable than among all people, the answer is marked as none.
#
# We compared alternatives on the same people.

# %%
accuracy.alternatives(facts)

# %% [markdown]
# ## How well age can be predicted, and by what

# %%
accuracy.how_well(facts)

# %%
accuracy.beside_true_ages(facts)

# %%
accuracy.came_true(facts)

# %% [markdown]
# ### By what

# %%
drivers.by_what(facts)

# %% [markdown]
# ## Do sentiment and emoji help?
#
# They were asked three times: do they differ between ages at all, do they add to what the explaining
# regression knows, and do predictions get worse without them? Only the last one is worth money.

# %%
drivers.sentiment_and_emoji(facts)

# %% [markdown]
# Sentiment is measured by VADER, a list of English words with rules for negation and emphasis; it was
# made for short messages. Tweets in other languages have no score, and count neither as glad nor as
# sad. Emoji mean the same in every language: tweets of nothing else are scored whatever theirs.

# %% [markdown]
# ## Behaviour by age in numbers

# %%
comparisons.trends(facts)

# %% [markdown]
# ### Band by band

# %%
comparisons.differences(facts)

# %% [markdown]
# ## Why this norm of language, and this measure
#
# The *norm* is that of people, not of tweets: each person weighs the same, so that nobody who posts a
# hundred times sets it. Tweets are compared with others of their length, since short ones look
# unusual by being short.
#
# Three *measures* answer three questions. *Surprisal*: how surprising is each word after the one
# before, to a model of what the group's other members say? Unusual tweets are ranked by it; the
# author is left out, otherwise a writer's own rare
# words would make the tweet look normal. *Distance of vocabulary* (TF-IDF):
# how far are the words from the group's? *Contrast*: how much likelier do the people outside the
# group make these words than the group does? To choose what ranks, outliers of known kinds were
# planted among tweets of members who stand outside the norm for it.

# %%
language.measure(facts)

# %% [markdown]
# ### The vocabulary

# %%
terms.vocabulary(facts)

# %% [markdown]
# ## What was hard about the data

# %%
data.quality(facts)

# %% [markdown]
# What was done about it: impossible values became "unknown" instead of features; sums over capped
# lists were replaced by shares and means, since the cap would be what is measured; implausible ages
# are kept as stated and never used for training; tweets that appear twice count once; and people whose
# age is to be predicted are kept out of all training, even where their age is in the files.

# %% [markdown]
# ## What taking it to production needs
#
# - **Consent and a lawful ground.** Nobody in such data agreed that their age be worked out. A guess
#   about a person is personal data, right or wrong: it needs a purpose, a ground, an answer to those
#   who ask, and the way to be forgotten that is built in (`plumage forget`). The platform's
#   terms come on top.
# - **Monitoring.** The build checks every record and prints what it rejects; `fct_age_drift` says when
#   new users stop being like those whose age is known. Watch the share of people without an answer, the
#   spread of predicted bands, and the cover of intervals on every new batch of known ages.
# - **Retraining.** Train again when drift is called "much", when intervals miss their promise, and at
#   least once a year: who is twenty next year is another year of birth. Keep the old model until the
#   new one is shown nearer on the same people.
# - **A test in the field.** Precision on people with a known age is not response to a campaign. Run
#   the tilt against a random group of the same size before any budget follows it.
# - **Fairness.** Report errors by language and by age each time; stop where a group is served worse
#   than by the constant answer.
# - **Access.** Pseudonymised building (`pseudonymise`), texts hidden by default, small groups
#   suppressed, models kept like the data they were trained on.

# %% [markdown]
# ## What we chose not to do, and would change
#
# - **No large language model, no embeddings.** They would need outside weights, more data than a few
#   tweets a person, and could not be read. With the full history of tweets we would measure them on
#   the same folds, beside the same baselines.
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

# %% [markdown] tags=["notebook"]
# ## Change it yourself
#
# Every query of the story is a file in `analysis/story`, and `facts.frame` gives its rows as a frame of
# pandas: `facts.frame("behaviour")` has a row for each behaviour and age band. Change the behaviour, the
# columns or the picture below; `facts.frame("behaviour")["measure"].unique()` lists the behaviours, and
# `[result.name for result in facts.figures]` the queries. `.venv/bin/plumage ask` answers any other SQL.

# %% tags=["notebook"]
frame = facts.frame("behaviour")
frame[["title", "unit", "age_band", "value", "value_low", "value_high", "user_count"]].head()

# %% tags=["notebook"]
import matplotlib.pyplot as plt

chosen = frame[frame["measure"] == "link_share"]
figure, axes = plt.subplots(figsize=(6, 2.5), layout="constrained")
axes.hlines(chosen["age_band"], chosen["value_low"], chosen["value_high"])
axes.plot(chosen["value"], chosen["age_band"], "o")
axes.set(title=chosen["title"].max(), xlabel=chosen["unit"].max())
plt.close(figure)  # An open figure would be shown twice.
figure
