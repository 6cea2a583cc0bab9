# Text notebook (percent format), read as such in review. `plumage story --subject claims --notebook
# analysis/claims.ipynb` executes it on the warehouse that PLUMAGE_DUCKDB names. Cells are plain SQL
# over marts, SciPy, statsmodels and scikit-learn, to be changed; no number is typed into the prose.

# %% [markdown]
# # Claims or opinions? The data by hand
#
# Inspection, cleaning, pictures, test, regression and forest, each in a few lines that you can
# change. `plumage claims` does the same with repeated and nested splits, intervals and floors for
# every figure; its page is what to quote. This notebook is for looking and trying.
#
# Start Jupyter with `PLUMAGE_DUCKDB=plumage-claims.duckdb` after `plumage demo claims`.

# %%
import duckdb
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, precision_score, recall_score, roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.tree import DecisionTreeClassifier

from plumage.core.paths import warehouse_path
from plumage.pages.layout import notebook_style


def ask(sql):
    """Give the rows of a query as a frame."""
    with duckdb.connect(str(warehouse_path()), read_only=True) as connection:
        return connection.execute(sql).df()


COUNTS = ["view_count", "like_count", "comment_count", "share_count", "download_count"]
COLOURS = {"claim": "#a63d00", "opinion": "#2b6cb0"}
HATCHES = {"claim": "", "opinion": "///"}
notebook_style(is_synthetic=ask("from marts.dim_warehouse")["is_synthetic"][0])

# %% [markdown]
# ## Inspect
#
# One row a video. `problem` says why a video is not used; labels are a table of their own, so that
# no feature can hold one by accident.

# %%
everything = ask("""
    select videos.* exclude (transcription), labels.is_claim
    from marts.feat_videos as videos
    left join marts.fct_claim_labels as labels on videos.video_id = labels.video_id
    order by videos.video_id
""")
everything.describe().T

# %%
everything.isna().sum().to_frame("missing").query("missing > 0")

# %% [markdown]
# Words of the author's status, beside those that the data dictionary allows:

# %%
ask("""
    select
        author_ban_status,
        count(*) as videos,
        bool_or(list_contains(string_split(allowed_values, '|'), author_ban_status)) as is_allowed
    from marts.feat_videos, reference.ref_video_columns
    where column_name = 'author_ban_status'
    group by author_ban_status
    order by videos desc
""")

# %% [markdown]
# ## Clean
#
# Learn from videos without a problem and with a label. Nothing is filled in: an incomplete row
# lacks the label, the text and all counts at once, so there is nothing to fill it from.

# %%
everything["problem"].fillna("usable").value_counts().to_frame("videos")

# %%
videos = everything[everything["problem"].isna() & everything["is_claim"].notna()].copy()
videos["kind"] = np.where(videos["is_claim"].astype(bool), "claim", "opinion")
videos["is_claim"] = videos["is_claim"].astype(int)
videos["author_ban_status"] = videos["author_ban_status"].fillna("not stated")
videos["likes_per_view"].groupby(videos["kind"]).describe()

# %% [markdown]
# Outliers by the rule of quartiles (1.5 times the interquartile range above the third). On counts
# with a long tail the rule calls many videos outliers that are merely popular; on logarithms few
# are left. So counts are shown and modelled as logarithms, and nothing is cut.


# %%
def above_fence(values):
    """Share of values above the fence of a boxplot."""
    low, high = np.quantile(values, [0.25, 0.75])
    return np.mean(values > high + 1.5 * (high - low))


pd.DataFrame(
    {
        "as counted": [above_fence(videos[name]) for name in COUNTS],
        "as logarithms": [above_fence(np.log1p(videos[name])) for name in COUNTS],
    },
    index=COUNTS,
)

# %% [markdown]
# ## Look
#
# Each picture stands beside its table, and the kinds differ by colour and by hatching.


# %%
def bars(group, frame=videos):
    """Stack claims and opinions by the values of a column."""
    table = pd.crosstab(frame[group], frame["kind"])
    figure, axes = plt.subplots(figsize=(6, 0.7 + 0.45 * len(table)), layout="constrained")
    left = np.zeros(len(table))
    for kind in table:
        axes.barh(
            table.index.astype(str), table[kind], left=left, label=kind,
            color=COLOURS[kind], hatch=HATCHES[kind], edgecolor="white",
        )  # fmt: skip
        left += table[kind].to_numpy()
    axes.set(xlabel="videos", title=f"Claims and opinions by {group.replace('_', ' ')}")
    axes.legend(loc="lower right")
    plt.close(figure)
    return figure


bars("kind")

# %%
videos["kind"].value_counts().to_frame("videos")

# %%
bars("author_ban_status")

# %%
pd.crosstab(videos["author_ban_status"], videos["kind"], normalize="index")

# %%
videos["verified"] = np.where(videos["is_verified"].astype(bool), "verified", "not verified")
bars("verified")

# %%
pd.crosstab(videos["verified"], videos["kind"], normalize="index")

# %%
edges = [-1, 999, 9_999, 99_999, np.inf]
names = ["under 1,000", "to 10,000", "to 100,000", "above"]
videos["views"] = pd.cut(videos["view_count"], edges, labels=names)
bars("views")

# %%
pd.crosstab(videos["views"], videos["kind"], normalize="index")


# %%
def histogram(measure, frame=videos):
    """Show how a count is distributed among claims and opinions, on a scale of logarithms."""
    figure, axes = plt.subplots(figsize=(6, 2.6), layout="constrained")
    bins = np.linspace(0, np.log10(1 + frame[measure]).max(), 40)
    for kind, dashes in (("claim", "-"), ("opinion", "--")):
        values = np.log10(1 + frame.loc[frame["kind"] == kind, measure])
        axes.hist(values, bins, histtype="step", color=COLOURS[kind], linestyle=dashes, label=kind)
    axes.set(xlabel=f"{measure.replace('_', ' ')} (1 + n, powers of ten)", ylabel="videos")
    axes.legend()
    plt.close(figure)
    return figure


histogram("view_count")

# %%
videos.groupby("kind")[COUNTS].median()

# %%
np.log1p(videos[COUNTS]).corr()

# %% [markdown]
# ## Test
#
# Do verified users' videos differ? Groups differ in size and spread, so Welch's t for means, Mann
# and Whitney's test for ranks. Then the same within claims and within opinions: verified users may
# simply post another kind of video, and a difference that is gone within both kinds says nothing of
# users.

# %%
STRATA = {"all": videos, "claims": videos.query("kind == 'claim'")}
STRATA["opinions"] = videos.query("kind == 'opinion'")


def compare(measure, frame):
    """Compare others with verified users."""
    verified = frame.loc[frame["verified"] == "verified", measure].astype(float)
    others = frame.loc[frame["verified"] != "verified", measure].astype(float)
    welch = stats.ttest_ind(others, verified, equal_var=False)
    low, high = welch.confidence_interval()
    ranks = stats.mannwhitneyu(others, verified)
    return {
        "t": welch.statistic,
        "df": welch.df,
        "difference": others.mean() - verified.mean(),
        "low": low,
        "high": high,
        "p_means": welch.pvalue,
        "p_ranks": ranks.pvalue,
        "rank_biserial": 2 * ranks.statistic / (len(others) * len(verified)) - 1,
    }


measures = [*COUNTS, "duration_seconds"]
tests = pd.DataFrame(
    [
        {"measure": measure, "stratum": stratum, **compare(measure, frame)}
        for measure in measures
        for stratum, frame in STRATA.items()
    ]
)
tests

# %% [markdown]
# Six questions a stratum, so p-values are corrected (Holm):

# %%
tests["p_holm"] = tests.groupby("stratum")["p_means"].transform(
    lambda p: sm.stats.multipletests(p, method="holm")[1]
)
tests["differs"] = tests["p_holm"] < 0.05
tests.pivot(index="measure", columns="stratum", values="differs").loc[measures]

# %% [markdown]
# ## Regress
#
# Which videos come from verified users? Likes are left out: they follow from views and shares, and
# their variance inflation shows it.

# %%
terms = pd.DataFrame(
    {
        "opinion": 1.0 - videos["is_claim"],
        "10 seconds": videos["duration_seconds"] / 10,
        **{f"doubling of {name[:-6]}s": np.log2(1 + videos[name]) for name in COUNTS},
        **{
            f"author {status}": (videos["author_ban_status"] == status).astype(float)
            for status in sorted(set(videos["author_ban_status"]) - {"active"})
        },
    }
).astype(float)


def inflation(chosen):
    """Variance inflation: how much of a term the others explain."""
    return pd.Series(np.diag(np.linalg.inv(chosen.corr())), index=chosen.columns)


without_likes = terms.drop(columns="doubling of likes")
pd.DataFrame({"with likes": inflation(terms), "without": inflation(without_likes)})

# %%
verified = (videos["verified"] == "verified").astype(float)
design = sm.add_constant(without_likes)
fitted = sm.Logit(verified, design).fit(disp=0)
odds = np.exp(fitted.conf_int().set_axis(["low", "high"], axis=1))
odds.insert(0, "odds ratio", np.exp(fitted.params))
odds.assign(p=fitted.pvalues).drop("const")

# %% [markdown]
# How well does it find verified users? Classes stay as they are: to repeat rare rows before a split
# would put copies of one video on both sides. Beside the floor, the share of verified users:

# %%
folds = list(
    StratifiedGroupKFold(5, shuffle=True, random_state=1).split(
        videos, videos["is_claim"], videos["transcription_id"]
    )
)
chance = pd.Series(0.0, index=videos.index)
for train, test in folds:
    one = sm.Logit(verified.iloc[train], design.iloc[train]).fit(disp=0)
    chance.iloc[test] = one.predict(design.iloc[test])
pd.DataFrame(
    {
        "regression": [
            roc_auc_score(verified, chance), average_precision_score(verified, chance),
        ],
        "floor": [0.5, verified.mean()],
    },
    index=["AUC", "average precision"],
)  # fmt: skip

# %% [markdown]
# ## Classify
#
# Claims by a random forest, beside a floor: the one best rule on one number. Videos of equal texts
# stay on one side of every split. What is known decides what can be done: a fresh report has few
# counts.

# %%
author = pd.get_dummies(videos[["duration_seconds", "verified", "author_ban_status"]], dtype=float)
features = {
    "at report, without text": author,
    "after, with counts": pd.concat([author, videos[COUNTS]], axis=1),
}
models = {
    "one rule": DecisionTreeClassifier(max_depth=1),
    "forest": RandomForestClassifier(100, min_samples_leaf=5, random_state=1, n_jobs=2),
}
answers = {
    (known, name): cross_val_predict(
        model, chosen, videos["is_claim"], cv=folds, method="predict_proba"
    )[:, 1]
    for known, chosen in features.items()
    for name, model in models.items()
}
pd.DataFrame(
    {
        key: {
            "AUC": roc_auc_score(videos["is_claim"], answer),
            "precision": precision_score(videos["is_claim"], answer >= 0.5),
            "recall": recall_score(videos["is_claim"], answer >= 0.5),
        }
        for key, answer in answers.items()
    }
).T

# %% [markdown]
# Is the forest's gain over the one rule more than chance? The difference of right answers, with the
# interval of a mean (of these five forests; `plumage claims` also asks what other splits would
# give):

# %%
right = {
    name: (answers["after, with counts", name] >= 0.5) == videos["is_claim"] for name in models
}
gain = right["forest"].astype(float) - right["one rule"].astype(float)
low, high = sm.stats.DescrStatsW(gain).tconfint_mean()
pd.DataFrame(
    {"gain": [gain.mean()], "low": [low], "high": [high], "is_gain": [low > 0]}, index=["accuracy"]
)

# %% [markdown]
# ## Change it yourself
#
# `videos` has a row for each usable video: filter it, and draw again. `ask` takes any SQL;
# docs/tables.md lists the tables. Ideas: another measure or stratum, a threshold that costs fewer
# misses, a forest without views.

# %%
chosen = videos.query("verified == 'verified'")
bars("views", chosen)

# %%
histogram("comment_count", chosen)

# %%
threshold = 0.3
found = answers["after, with counts", "forest"] >= threshold
pd.crosstab(videos["kind"], np.where(found, "to review", "left"))

# %%
without_views = features["after, with counts"].drop(columns="view_count")
answer = cross_val_predict(
    models["forest"], without_views, videos["is_claim"], cv=folds, method="predict_proba"
)[:, 1]
pd.DataFrame({"AUC": [roc_auc_score(videos["is_claim"], answer)]}, index=["forest without views"])
