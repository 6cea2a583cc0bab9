"""What a run of predict.py promises: lines answered, users predicted, floors named."""

from __future__ import annotations

import re
import warnings
from copy import deepcopy

import duckdb
import numpy as np
import pandas as pd
import pytest

from plumage.age.candidates import CANDIDATES
from plumage.age.label_shift import CHANCE, FEWER, MORE
from plumage.age.metrics import METRICS, SKILLS
from plumage.learning.tables import CALIBRATION_LIMIT
from support.made_up_marts import BANDS, make_marts
from support.places import ROOT
from support.predict_runs import COMPLETE, JUDGED, run_again, run_predict

# What the drift mart answers is tested with it.
ANALYSES = [
    path
    for path in sorted((ROOT / "analysis" / "age").glob("*.sql"))
    if "marts." not in path.read_text()
]


@pytest.fixture(scope="module")
def marts():
    return make_marts(labelled=120, targets=20)


@pytest.fixture(scope="module")
def run(marts, tmp_path_factory):
    # A library's warning would reach users as a note: none may come up on sound data.
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run = run_predict(marts, tmp_path_factory.mktemp("run"), protocol=COMPLETE)
    assert run.status == 0
    return run


@pytest.fixture(scope="module")
def predictions(run):
    return run.table("age_predictions").set_index("user_id")


def test_file_answers_each_line_in_order_and_repeated_ids_again(run, marts):
    header, *rows = run.rows()
    asked = marts.dim_prediction_targets["user_id"].astype(str).tolist()
    assert header == ["ID", "Age"]
    assert [user for user, _ in rows] == asked
    assert len(set(asked)) < len(asked)
    assert rows[0] == rows[-1]


def test_ages_are_whole_years_within_the_ages_learned_from(run, marts):
    learned = marts.dim_age_users["age_years"].dropna()
    for _, age in run.rows()[1:]:
        assert age.isdigit()
        assert learned.min() <= int(age) <= learned.max()


def test_every_user_of_the_data_is_predicted_once(predictions, marts):
    assert sorted(predictions.index) == sorted(marts.feat_users["user_id"])
    assert predictions.drop(columns="in_sample_age_years").notna().all(axis=None)


def test_whoever_joins_known_ages_finds_the_published_error(marts, tmp_path):
    """Years, bands and probabilities of known users are out-of-fold; the fitted year is apart."""
    run = run_predict(marts, tmp_path, protocol=JUDGED)
    published = run.table("age_predictions").set_index("user_id")
    ages = marts.dim_age_users.set_index("user_id")["age_years"].dropna().astype(int)
    assert set(published.index[published["has_known_age"]]) == set(ages.index)
    assert published["in_sample_age_years"].notna().equals(published["has_known_age"])
    known = published.loc[ages.index]
    errors = run.table("model_metrics").query(
        "model == 'stacked_years' and evaluation == 'cv' and population == 'all'"
    )
    (error,) = errors.loc[errors["metric"] == "mae", "value"]
    assert (known["predicted_age_years"] - ages).abs().mean() == pytest.approx(error, abs=1e-9)
    assert (known["in_sample_age_years"] - ages).abs().mean() < 0.8 * error

    held = run.table("age_out_of_fold_years").set_index("user_id").loc[ages.index]
    for name in ("interval_low_years", "interval_high_years", "information_bits", "abstain"):
        assert (known[name] == held[name]).all()
    said = run.table("age_band_probabilities").pivot_table(
        index="user_id", columns="age_band_id", values="probability"
    )
    said = said.loc[ages.index]
    upper = [20, 24, 29, 39, 200]
    observed = pd.cut(ages, [0, *upper]).value_counts(sort=False).to_numpy()
    deviation = np.sqrt((said * (1 - said)).sum())
    assert (abs(said.sum() - observed) < 3 * deviation).all()


def test_without_judging_known_users_still_get_no_year_that_has_seen_theirs(marts, tmp_path):
    """One user's age far off moves the fitted year towards it, and not the predicted one."""
    user = int(marts.dim_age_users.query("role == 'labelled'")["user_id"].iloc[0])
    years = {}
    for name, age in (("young", 18), ("old", 60)):
        changed = deepcopy(marts)
        changed.dim_age_users.loc[changed.dim_age_users["user_id"] == user, "age_years"] = age
        run = run_predict(changed, tmp_path / name)
        years[name] = run.table("age_predictions").set_index("user_id").loc[user]
    assert years["young"]["in_sample_age_years"] < years["old"]["in_sample_age_years"]
    assert abs(years["young"]["predicted_age_exact"] - years["old"]["predicted_age_exact"]) < 2


def test_file_and_table_hold_the_same_years(run, predictions):
    for user, age in run.rows()[1:]:
        assert predictions.loc[int(user), "predicted_age_years"] == int(age)


def test_published_band_holds_the_published_year(predictions):
    bands = BANDS.set_index("age_band_id")
    lower = bands["min_age_years"].fillna(0).loc[predictions["age_band_id"]].to_numpy()
    upper = bands["max_age_years"].fillna(200).loc[predictions["age_band_id"]].to_numpy()
    assert predictions["predicted_age_years"].between(lower, upper).all()


def test_whole_years_round_the_exact_ones_halves_up(predictions):
    exact = predictions["predicted_age_exact"]
    assert (predictions["predicted_age_years"] == np.floor(exact + 0.5)).all()


def test_band_probabilities_sum_to_one_for_each_user(run, marts):
    table = run.table("age_band_probabilities")
    assert table["probability"].between(0, 1).all()
    by_user = table.groupby("user_id")["probability"].agg(["sum", "size"])
    assert np.allclose(by_user["sum"], 1)
    assert (by_user["size"] == len(BANDS)).all()
    assert len(by_user) == len(marts.feat_users)


def test_users_without_evidence_get_the_median_age_and_the_shares_of_bands(run, predictions, marts):
    unknown = predictions.query("evidence_level == 'none' and not has_known_age")
    ages = marts.dim_age_users["age_years"].dropna().astype(int)
    assert len(unknown) > 0
    assert (unknown["predicted_age_years"] == ages.quantile(interpolation="lower")).all()
    table = run.table("age_band_probabilities")
    shares = table.pivot_table(index="user_id", columns="age_band_id", values="probability")
    upper = [20, 24, 29, 39, 200]
    expected = pd.cut(ages, [0, *upper]).value_counts(sort=False, normalize=True).to_numpy()
    # A little is kept for years that nobody has.
    assert np.allclose(shares.loc[unknown.index], expected, atol=0.005)


def test_all_tables_carry_one_run(run):
    runs = run.table("model_runs")
    assert len(runs) == 1
    for name in ("age_predictions", "age_band_probabilities", "model_metrics"):
        assert set(run.table(name)["run_id"]) == set(runs["run_id"])
    assert set(run.table("age_predictions")["data_fingerprint"]) == {"f" * 32}


def test_run_says_how_many_were_learned_from_and_held_out(run, marts):
    facts = run.table("model_runs").iloc[0]
    assert facts["labelled_user_count"] == marts.dim_age_users["age_years"].notna().sum()
    assert facts["held_out_user_count"] == (marts.dim_age_users["role"] == "target").sum()
    assert facts["known_held_out_user_count"] == len(marts.fct_held_out_labels)
    assert facts["predicted_user_count"] == len(marts.feat_users)


def test_every_metric_of_every_model_stands_beside_its_floor(run):
    table = run.table("model_metrics")
    assert set(table["evaluation"]) == {"cv", "cv_with_implausible", "held_out", "permuted"}
    for candidate in CANDIDATES:
        if candidate.is_floor:
            continue
        rows = table[(table["model"] == candidate.name) & (table["population"] == "all")]
        final = () if candidate.is_compared_only else ("cv_with_implausible", "held_out")
        assert set(rows["evaluation"]) == {"cv", "permuted", *final}
        for _, found in rows.groupby("evaluation")["metric"]:
            names = (metric.name for metric in METRICS)
            assert set(found) == {*names, *SKILLS.values(), CALIBRATION_LIMIT}
    assert table["floor_name"].notna().all()
    assert table["floor_value"].notna().all()


def test_implausible_labels_are_counted_beside_the_others_by_the_published_year(run, marts):
    """The error with them is the one without, and that of the final answers for those users."""
    table = run.table("model_metrics")
    asked = (table["population"] == "all") & (table["metric"] == "mae")
    errors = table[asked].set_index(["model", "evaluation"])
    published = run.table("age_predictions").set_index("user_id")["predicted_age_years"]
    labels = marts.fct_implausible_labels.set_index("user_id")["stated_age_years"]
    off = (published.loc[labels.index] - labels).abs().sum()
    without, counted = (
        errors.loc[("stacked_years", evaluation)] for evaluation in ("cv", "cv_with_implausible")
    )
    assert counted["n"] == without["n"] + len(labels)
    assert counted["value"] * counted["n"] == pytest.approx(without["value"] * without["n"] + off)
    assert counted["floor_value"] > without["floor_value"]


def test_gains_over_other_models_are_differences_of_the_figures(run):
    """Whichever way a metric goes; trivial answers rank nobody, so constants stand for them."""
    gains, table = run.table("model_gains"), run.table("model_metrics")
    table = table[table["evaluation"] == "cv"]
    values = table.set_index(["population", "model", "metric"])["value"]
    floors = table.set_index(["population", "model", "metric"])["floor_value"]
    assert set(gains["other_model"]) == {one.name for one in CANDIDATES} - {"stacked_years"}
    for row in gains.itertuples():
        own = values[row.population, row.model, row.metric]
        constant = floors.get((row.population, row.model, row.metric))
        other = values.get((row.population, row.other_model, row.metric), constant)
        sign = -1 if row.metric in ("mae", "rmse", "macro_mae", "rps", "log_score") else 1
        assert row.gain == pytest.approx(sign * (own - other), abs=1e-9)
    assert (gains["ci_low"] <= gains["ci_high"]).all()
    corrected = gains.dropna(subset="corrected_ci_low").query("metric == 'mae'")
    assert set(corrected["other_model"]) == set(gains["other_model"])
    # Folds differ by a user or two, so that their mean gain is nearly the gain.
    middle = (corrected["corrected_ci_low"] + corrected["corrected_ci_high"]) / 2
    np.testing.assert_allclose(middle, corrected["gain"], atol=0.05)


def test_blocks_alone_are_compared_with_what_no_ranking_gets(run):
    """Constants of folds differ a little: ranking users by that would be noise."""
    table = run.table("block_ablation").query("comparison == 'alone'")
    floors = table.groupby("metric")["reference_value"].agg(["min", "max"])
    assert floors.loc["auc_25"].tolist() == [0.5, 0.5]
    assert floors.loc["spearman"].tolist() == [0, 0]


def test_skill_is_the_share_of_the_floor_score_that_a_model_takes_away(run):
    table = run.table("model_metrics")
    rows = table.set_index(["evaluation", "population", "model", "metric"]).sort_index()
    skilled = table[table["metric"].isin(SKILLS.values())]
    assert len(skilled) > 0
    score_of = {skill: score for score, skill in SKILLS.items()}
    for row in skilled.itertuples():
        score = rows.loc[(row.evaluation, row.population, row.model, score_of[row.metric])]
        assert row.value == pytest.approx(1 - score["value"] / score["floor_value"], abs=1e-9)
    published = rows.loc[("cv", "all", "stacked_bands")]
    assert (published.loc[list(SKILLS.values()), "ci_low"] > 0).all()


def test_base_rate_is_the_share_of_the_users_searched_for(run, marts):
    table = run.table("model_metrics").query(
        "evaluation == 'cv' and population == 'all' and metric == 'average_precision_25'"
    )
    ages = marts.dim_age_users["age_years"].dropna()
    assert set(table["floor_name"]) == {"base_rate"}
    np.testing.assert_allclose(table["floor_value"], np.mean(ages >= 25))


def test_shares_of_bands_among_targets_stand_beside_those_learned_from(run, marts):
    table = run.table("age_label_shift")
    ages = marts.dim_age_users["age_years"].dropna()
    upper = [20, 24, 29, 39, 200]
    shares = pd.cut(ages, [0, *upper]).value_counts(sort=False, normalize=True)
    np.testing.assert_allclose(table.sort_values("age_band_id")["base_share"], shares)
    said = run.table("age_band_probabilities").set_index("user_id")
    asked = said.loc[marts.dim_prediction_targets["user_id"].unique()]
    means = asked.groupby("age_band_id")["probability"].mean()
    np.testing.assert_allclose(table.sort_values("age_band_id")["predicted_share"], means)
    sums = table.filter(like="_share").drop(columns="moved_share").sum()
    np.testing.assert_allclose(sums, 1)
    assert set(table["verdict"]) <= {MORE, FEWER, CHANCE}


def test_floor_value_is_the_value_of_the_model_it_names(run):
    table = run.table("model_metrics")
    keys = ["model", "evaluation", "population", "metric"]
    values = table.set_index(keys)["value"]
    named = table[table["floor_name"].isin(set(table["model"]))]
    for row in named.itertuples():
        floor = values[row.floor_name, row.evaluation, row.population, row.metric]
        assert floor == row.floor_value


def test_intervals_hold_their_figures(run):
    table = run.table("model_metrics").dropna(subset=["ci_low"])
    # A percentile interval of a figure on its edge (R2, kappa of a constant) may just touch it.
    slack = 1e-9 + 0.02 * table["value"].abs()
    assert (table["ci_low"] <= table["value"] + slack).all()
    assert (table["value"] <= table["ci_high"] + slack).all()


def test_models_find_the_planted_signal(run):
    table = run.table("model_metrics")
    rows = table[(table["evaluation"] == "cv") & (table["population"] == "all")]
    for model in ("stacked_years", "stacked_bands", "ordinal_wide", "ordinal_bands"):
        error = rows[(rows["model"] == model) & (rows["metric"] == "mae")].iloc[0]
        assert error["value"] < 0.85 * error["floor_value"]


def test_cover_by_true_band_is_what_out_of_fold_rows_say(run, marts):
    """Counted again from the rows of single users, the two repeats together."""
    bands = np.array(BANDS["age_band"])
    edges = BANDS["min_age_years"].dropna()
    ages = marts.dim_age_users.set_index("user_id")["age_years"].dropna().astype(int)
    years = run.table("age_out_of_fold_years")
    years["age"] = ages.loc[years["user_id"]].to_numpy()
    years["age_band"] = bands[np.searchsorted(edges, years["age"], side="right")]
    years["above"] = years["age"] > years["interval_high_years"]
    years["below"] = years["age"] < years["interval_low_years"]
    sets = run.table("age_out_of_fold_bands").query("is_in_set").merge(BANDS, on="age_band_id")
    keys = ["repeat", "user_id"]
    years["size"] = sets.groupby(keys).size().loc[pd.MultiIndex.from_frame(years[keys])].to_numpy()
    found = years.merge(sets[[*keys, "age_band"]].assign(is_held=True), how="left")
    years["is_held"] = found["is_held"].notna().to_numpy()
    covers = run.table("interval_cover").set_index(["group_kind", "group_value"])
    set_covers = run.table("age_band_set_cover").set_index("group_value")
    shown = 0
    for band, rows in [*years.groupby("age_band"), ("all", years)]:
        kind = "all" if band == "all" else "age_band"
        cover, of_sets = covers.loc[(kind, band)], set_covers.loc[band]
        assert cover["user_count"] == of_sets["user_count"] == len(rows) / 2
        if len(rows) < 2 * 10:
            assert cover[["cover", "above_share"]].isna().all()
            assert pd.isna(of_sets["cover"])
            continue
        shown += 1
        assert cover["above_share"] == pytest.approx(rows["above"].mean())
        assert cover["below_share"] == pytest.approx(rows["below"].mean())
        assert cover["cover"] == pytest.approx(1 - (rows["above"] | rows["below"]).mean())
        assert of_sets["cover"] == pytest.approx(rows["is_held"].mean())
        assert of_sets["mean_set_size"] == pytest.approx(rows["size"].mean())
    assert shown >= 4


def test_sets_of_bands_are_told_in_words_and_by_band(run, predictions):
    table = run.table("age_band_probabilities").sort_values("age_band_id").query("is_in_set")
    named = table.groupby("user_id")["age_band"].agg([", ".join, "size"]).loc[predictions.index]
    assert (predictions["age_band_set"] == named["join"]).all()
    assert (predictions["age_band_set_size"] == named["size"]).all()
    assert predictions["age_band_set"].nunique() > 2


def test_the_model_abstains_where_bands_are_as_probable_as_among_all(run, predictions):
    table = run.table("age_band_probabilities")
    said = table.pivot_table(index="user_id", columns="age_band_id", values="probability")
    predictions = predictions[~predictions["has_known_age"]]
    unknown = predictions.index[predictions["evidence_level"] == "none"]
    base = said.loc[unknown[0]]
    said = said.loc[predictions.index]
    bits = (said * np.log2((said / base).where(said > 0, 1))).sum(axis=1)
    expected = bits.loc[predictions.index].to_numpy()
    np.testing.assert_allclose(predictions["information_bits"], expected, atol=1e-8)
    assert (predictions["abstain"] == (predictions["information_bits"] < 0.1)).all()
    assert predictions.loc[unknown, "abstain"].all()
    assert not predictions["abstain"].all()


def test_left_out_terms_stand_beside_estimated_ones_with_the_reason(run):
    table = run.table("age_model_coefficients").sort_values("term_position")
    assert table["term"].is_unique
    estimated = table["left_out_because"].isna()
    assert table.loc[estimated, ["coefficient", "standard_error"]].notna().all(axis=None)
    assert table.loc[~estimated, "coefficient"].isna().all()
    assert table["term"].str.startswith("threshold_").sum() == len(BANDS) - 1


@pytest.mark.parametrize("path", ANALYSES, ids=lambda path: path.stem)
def test_questions_about_predictions_have_answers_in_plain_duckdb(run, path):
    with duckdb.connect(str(run.warehouse), read_only=True) as connection:
        rows = connection.execute(path.read_text()).df()
    assert len(rows) > 5
    assert rows.notna().any().all()


def test_second_run_replaces_the_first_and_reports_on_the_terminal(run, capsys):
    before = {name: run.table(name) for name in ("age_predictions", "model_runs", "model_metrics")}
    assert run_again(run, "--fresh", protocol=COMPLETE) == 0
    for name, rows in before.items():
        pd.testing.assert_frame_equal(rows, run.table(name))
    shown = capsys.readouterr()
    for words in (
        "held out of every fit",
        "stacked, for years",
        "ordinal, with accounts",
        "(median)",
        "95 % interval",
        "held-out users whose age is known",
        "With labels shuffled",
        str(run.output),
        "marts.fct_age_predictions",
    ):
        assert words in shown.out
    assert "Warning" not in shown.out + shown.err
    assert all(re.match("plumage: (fit|judge)", line) for line in shown.err.splitlines())


def test_nothing_is_left_beside_the_outputs(run):
    assert sorted(path.name for path in run.folder.iterdir()) == [
        "ages_pred.csv",
        "warehouse.duckdb",
        # Empty, and there for good: two processes must lock one and the same file.
        "warehouse.duckdb.lock",
    ]
    assert (run.folder / "warehouse.duckdb.lock").stat().st_size == 0
