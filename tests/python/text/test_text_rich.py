"""Users with many texts and empty profiles: bio, counts and network say nothing, words must do."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from plumage.age.validation import AgeProtocol
from plumage.encoding.features import FEATURE_BLOCKS
from support.predict_runs import Run, run_again
from support.project import Project, generate, succeed

pytestmark = pytest.mark.verify
PROTOCOL = AgeProtocol(
    folds=5, repeats=1, replicates=400, shuffles=0, ablated=("words",), learning_shares=(),
    permutes=False,
)  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Main job on users of whom nothing but some twelve tweets each is known."""
    base = tmp_path_factory.mktemp("text-rich")
    project = Project(base / "project")
    words = ("--users", "1000", "--tweets-per-user", "12", "--profile", "empty", "--seed", "8")
    generate(project.raw, *words)
    select = ("-s", "+exposure:age_predictions")
    succeed(project.dbt("build", *select, "--exclude-resource-type", "unit_test", "test"))
    run = Run(base, status=-1)
    shutil.copy(project.warehouse, run.warehouse)
    run.status = run_again(run, protocol=PROTOCOL)
    return run


def figure_of(run: Run, model: str, metric: str) -> float:
    table = run.table("model_metrics")
    chosen = (table["evaluation"] == "cv") & (table["population"] == "all")
    chosen &= (table["model"] == model) & (table["metric"] == metric)
    return table.loc[chosen, "value"].item()


def test_profiles_say_nothing_and_are_constant(run):
    with duckdb.connect(str(run.warehouse), read_only=True) as connection:
        columns = ", ".join(f"count(distinct {name})" for name in FEATURE_BLOCKS["bio"])
        assert max(connection.execute(f"select {columns} from marts.feat_users").fetchone()) <= 1
        accounts = connection.execute("select count(*) from marts.feat_user_accounts").fetchone()
        assert accounts == (0,)


def test_texts_alone_beat_the_constant_by_more_than_chance(run):
    assert run.status == 0
    gains = run.table("model_gains").set_index(["other_model", "metric"])
    constant = gains.loc[("constant_median", "mae")]
    assert constant["ci_low"] > 0
    floor = figure_of(run, "constant_median", "mae")
    assert constant["gain"] > 0.08 * floor
    assert figure_of(run, "stacked_years", "spearman") > 0.4
    # Profiles alike: what is known of them is no better than the constant.
    assert figure_of(run, "profile_only", "mae") > 0.97 * floor


def test_words_are_what_it_rests_on(run):
    ablation = run.table("block_ablation")
    words = ablation[(ablation["block"] == "words") & (ablation["metric"] == "mae")]
    verdicts = words.set_index(["model", "comparison"])["verdict"]
    assert verdicts["stacked_years", "alone"] == "useful"
    assert verdicts["stacked_years", "left_out"] == "useful"
