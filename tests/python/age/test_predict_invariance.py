"""What may not change a prediction: order of rows, labels of targets, the number of runs."""

from __future__ import annotations

import os
import subprocess
import sys
from copy import deepcopy

import numpy as np
import pandas as pd
import pytest
import yaml

from plumage.age.validation import PROTOCOLS
from support.made_up_marts import make_marts, write_warehouse
from support.places import ROOT
from support.predict_runs import JUDGED, Run, run_predict

SOURCES = ROOT / "models" / "marts" / "learning" / "_predictions__sources.yml"


@pytest.fixture(scope="module")
def marts():
    return make_marts(labelled=60, targets=12, others=5)


@pytest.fixture(scope="module")
def run(marts, tmp_path_factory):
    return run_predict(marts, tmp_path_factory.mktemp("run"), protocol=JUDGED)


def test_same_seed_gives_the_same_file_and_tables(run, marts, tmp_path):
    again = run_predict(marts, tmp_path, protocol=JUDGED)
    assert again.output.read_bytes() == run.output.read_bytes()
    for name in ("age_predictions", "model_metrics", "age_model_coefficients"):
        pd.testing.assert_frame_equal(again.table(name), run.table(name))


def test_order_of_rows_in_the_marts_changes_nothing(run, marts, tmp_path):
    shuffled = deepcopy(marts)
    rng = np.random.default_rng(0)
    for name, frame in vars(marts).items():
        setattr(shuffled, name, frame.iloc[rng.permutation(len(frame))])
    again = run_predict(shuffled, tmp_path, protocol=JUDGED)
    assert again.output.read_bytes() == run.output.read_bytes()
    for name in ("age_predictions", "age_band_probabilities", "model_metrics"):
        pd.testing.assert_frame_equal(again.table(name), run.table(name))


def test_ages_of_targets_change_no_prediction(run, marts, tmp_path):
    changed = deepcopy(marts)
    changed.fct_held_out_labels["age_years"] = 79
    # A build leaves them NULL; were they there, they would still not be read.
    target = changed.dim_age_users["role"] == "target"
    changed.dim_age_users.loc[target, "age_years"] = 79
    again = run_predict(changed, tmp_path, protocol=JUDGED)
    assert again.output.read_bytes() == run.output.read_bytes()
    for name in ("age_predictions", "age_band_probabilities", "age_model_coefficients"):
        pd.testing.assert_frame_equal(again.table(name), run.table(name))
    held_out = [table.query("evaluation == 'held_out'") for table in metrics_of(run, again)]
    assert not held_out[0]["value"].equals(held_out[1]["value"])
    learned = [table.query("evaluation != 'held_out'") for table in metrics_of(run, again)]
    pd.testing.assert_frame_equal(*learned)


def metrics_of(*runs):
    return [run.table("model_metrics") for run in runs]


def test_ages_learned_from_do_change_predictions(run, marts, tmp_path):
    changed = deepcopy(marts)
    changed.dim_age_users["age_years"] = changed.dim_age_users["age_years"] + 5
    again = run_predict(changed, tmp_path)
    assert again.output.read_bytes() != run.output.read_bytes()
    assert set(again.table("model_runs")["run_id"]) != set(run.table("model_runs")["run_id"])


def test_another_seed_is_another_run(run, marts, tmp_path):
    again = run_predict(marts, tmp_path, "--seed", "2")
    assert again.status == 0
    assert set(again.table("model_runs")["run_id"]) != set(run.table("model_runs")["run_id"])


def test_the_id_of_a_run_holds_nothing_of_the_process_that_made_it():
    """Else no run would be found again, and each `predict.py` would fit and judge anew."""
    assert "0x" not in repr(PROTOCOLS)


WRITTEN = [
    table["name"]
    for source in yaml.safe_load(SOURCES.read_text())["sources"]
    for table in source["tables"]
    if table["name"] != "model_runs"
]
"""Tables of ``predictions``, but for the one that tells when."""

KERNELS = ("Haswell", "SkylakeX", "Prescott")
"""Of OpenBLAS, as OPENBLAS_CORETYPE names them: each adds up in another order."""


def kernels_here() -> list[str]:
    """Name kernels that this processor tells apart: one that it lacks is replaced, or ends it."""
    code = (
        "import numpy as np, threadpoolctl as t; np.linalg.inv(np.eye(400) @ np.eye(400));"
        "print(t.threadpool_info()[0]['architecture'])"
    )
    named = {}
    for name in KERNELS:
        process = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"OPENBLAS_CORETYPE": name},
            check=False,
            capture_output=True,
        )
        if process.returncode == 0:
            named.setdefault(process.stdout, name)
    return list(named.values())


@pytest.mark.verify
def test_neither_threads_nor_the_kernel_of_the_processor_change_anything(tmp_path):
    """Scores that differ in their last bits alone once moved 34 of 303 ages.

    Runs differ in both at once, so each of the two has a chance to be seen in every comparison.
    """
    marts = make_marts(labelled=160, targets=40, others=20)
    kernels = kernels_here()
    found = []
    for number in range(max(2, len(kernels))):
        run = Run(tmp_path / str(number), status=-1)
        run.folder.mkdir()
        write_warehouse(marts, run.warehouse)
        threads = str(1 + number % 2)
        settings = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), threads)
        settings["OPENBLAS_CORETYPE"] = kernels[number % len(kernels)]
        process = subprocess.run(
            [sys.executable, ROOT / "python/predict.py", "--output", run.output],
            env=os.environ | {"PLUMAGE_DUCKDB": str(run.warehouse)} | settings,
            check=True,
            capture_output=True,
        )
        said = process.stderr.decode().splitlines()
        assert all(line.startswith("plumage: ") for line in said), "a warning reached a log"
        found.append(run)
    first, *others = found
    for other in others:
        assert first.output.read_bytes() == other.output.read_bytes()
        for name in WRITTEN:
            one, two = first.table(name), other.table(name)
            pd.testing.assert_frame_equal(one, two, rtol=1e-6, atol=1e-8, obj=name)
    if len(kernels) < 2:
        pytest.skip(
            f"this processor runs {kernels} of the kernels {KERNELS}: threads alone differed"
        )
