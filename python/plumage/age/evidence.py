"""What a run found beside predictions: rows for the tables of ``predictions``, by table.

Calls the evaluation functions with the right subset of users; computes nothing itself. Tables that
judge predictions use users whom no model had seen; tables that explain them, all labelled users.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from plumage.age.answers import AGE_THRESHOLDS
from plumage.age.candidates import BANDS_MODEL, YEARS_MODEL, ordinal_terms
from plumage.age.cover import band_set_cover, interval_cover
from plumage.age.dissection import ordinal_blocks
from plumage.age.drivers import age_drivers
from plumage.age.fold_intervals import out_of_fold_stated
from plumage.age.inner_outer import inner_outer_table
from plumage.age.inputs import Inputs
from plumage.age.label_shift import label_shift_table
from plumage.age.learning_curve import learning_curve_table
from plumage.age.metrics import BY_NAME, COMPARED
from plumage.age.ordinal_features import ORDINAL_FEATURES
from plumage.age.out_of_fold import out_of_fold_bands, out_of_fold_years
from plumage.age.prediction import Results
from plumage.age.profile import training_profile
from plumage.age.subgroups import errors_by_group, sentiment_groups
from plumage.age.targets import targets_of
from plumage.age.threshold_calibration import threshold_calibration_table
from plumage.age.uncertainty import Uncertainty
from plumage.age.validation import AgeProtocol, Validation
from plumage.encoding.features import FEATURE_BLOCKS, number_columns_of
from plumage.encoding.parts import BLOCKS, block_of
from plumage.learning.comparison import ablation_table, importance_table
from plumage.learning.ordinal.checks import (
    average_marginal_effects,
    convergence_row,
    likelihood_ratio_tests,
)
from plumage.learning.ordinal.edge_logits import threshold_coefficients
from plumage.learning.ordinal.proportional_odds import (
    brant_test,
    check_proportional_odds,
    term_checks,
)
from plumage.learning.thresholds import targeting_table

TESTED_BLOCKS = ("sentiment", "emoji")
"""Blocks that the ordinal regression tests by likelihood ratios."""


def evidence_tables(
    inputs: Inputs, results: Results, protocol: AgeProtocol, *, seed: int
) -> dict[str, pd.DataFrame]:
    """All tables beside the predictions, by name and without run id; none is empty."""
    tables = {
        "drivers": age_drivers(results.training.model, results.facts),
        "training_profile": training_profile(inputs, results),
        **explaining_tables(inputs, results, seed=seed),
    }
    log = [one.assign(repeat=0, fold=0) for one in logs_of(results)]
    if results.validation is not None:
        log.append(results.validation.log())
        tables |= judging_tables(inputs, results, protocol, seed=seed)
    if log:
        tables["model_configurations"] = pd.concat(log, ignore_index=True)
    return {name: rows for name, rows in tables.items() if not rows.empty}


def logs_of(results: Results) -> list[pd.DataFrame]:
    """List the configurations tried for the published model; none with too few users."""
    described = results.training.model.described
    return [] if described is None else [described.choice.log]


def uncertainty_of(results: Results) -> Uncertainty:
    """Calibrate on all labelled users, each by a model that has not seen the user."""
    training = results.training
    return Uncertainty.calibrated(
        training.setting.grid,
        training.setting.bands,
        training.model.inner_mass(),
        training.ages,
        results.labelled.levels,
    )


def explaining_tables(inputs: Inputs, results: Results, *, seed: int) -> dict[str, pd.DataFrame]:
    """Collect findings of the ordinal regression and checks of its assumptions."""
    model, training = results.explaining, results.training
    if model is None or not model.terms_:
        return {}
    full = training.facts.levels[training.rows] == "full"
    terms = ordinal_terms(training.facts, training.rows[full])
    positions = inputs.bands.positions_of(training.ages[full])
    names = list(inputs.bands.names)
    tested = {
        block: [one.name for one in ORDINAL_FEATURES if block_of(one.name) == block]
        for block in TESTED_BLOCKS
    }
    odds = check_proportional_odds(model, terms, positions, seed=seed)
    by_edge = threshold_coefficients(model, terms, positions, names)
    return {
        "age_marginal_effects": average_marginal_effects(model, terms, names),
        "model_tests": pd.concat(
            [
                likelihood_ratio_tests(model, terms, positions, tested),
                brant_test(odds, model.terms_, user_count=len(terms)),
                convergence_row(model, terms),
            ],
            ignore_index=True,
        ),
        "age_term_checks": term_checks(model, terms, odds, by_edge),
        "age_threshold_coefficients": by_edge,
    }


def judging_tables(
    inputs: Inputs, results: Results, protocol: AgeProtocol, *, seed: int
) -> dict[str, pd.DataFrame]:
    """Measure how far predictions can be relied on, by users whom no model had seen."""
    validation, bands = results.validation, inputs.bands
    ages, levels = validation.ages, results.labelled.levels
    options = {
        "replicates": protocol.replicates,
        "confidence": protocol.confidence,
        "seed": seed,
    }
    smallest = int(inputs.facts["min_group_users"])
    years = [said.years() for said in validation.distributions(YEARS_MODEL.name)]
    names = np.array(bands.names, dtype=object)
    predicted = [names[bands.positions_of(one)] for one in years]
    stated = out_of_fold_stated(
        validation, levels, {"years": YEARS_MODEL.name, "bands": BANDS_MODEL.name}
    )
    by_bands = validation.distributions(BANDS_MODEL.name)
    probabilities = [said.band_probabilities(bands) for said in by_bands]
    targets = targets_of(
        ages,
        bands,
        probabilities,
        {age: [said.share_from(age) for said in by_bands] for age in AGE_THRESHOLDS},
    )
    groups = {
        "age_band": names[bands.positions_of(ages)],
        "predicted_band": predicted,
        "abstain": [np.where(one.abstain, "abstains", "answers").astype(object) for one in stated],
        "language": languages_of(inputs, results),
        "evidence_level": levels,
        "sentiment": sentiment_groups(numbers_of(results, "bio_compound")),
    }
    tables = {
        "interval_cover": interval_cover(
            stated,
            ages,
            [
                {"age_band": groups["age_band"], "predicted_band": one, "evidence_level": levels}
                for one in predicted
            ],
            min_group_users=smallest,
        ),
        "age_band_set_cover": band_set_cover(stated, ages, bands, min_group_users=smallest),
        "age_inner_outer_errors": inner_outer_table(
            [fold.stage_errors for folds in validation.repeats for fold in folds],
            confidence=protocol.confidence,
        ),
        "age_threshold_calibration": threshold_calibration_table(
            targets, min_group_users=smallest, confidence=protocol.confidence
        ),
        "targeting": targeting_table(
            targets, min_group_users=smallest, confidence=protocol.confidence
        ),
        "errors_by_group": errors_by_group(
            years, ages, groups, min_group_users=smallest, **options
        ),
        "age_label_shift": label_shift_table(
            results.predicted[BANDS_MODEL.name].probabilities[target_rows(inputs, results)],
            probabilities,
            bands.positions_of(ages),
            bands,
            min_group_users=smallest,
            **options,
        ),
        "model_gains": results.gains.assign(population=results.population),
        "age_out_of_fold_years": out_of_fold_years(results.labelled.user_ids, years, stated),
        "age_out_of_fold_bands": out_of_fold_bands(
            results.labelled.user_ids, probabilities, [one.in_set for one in stated], bands
        ),
    }
    return tables | dissecting_tables(validation, protocol, options)


def dissecting_tables(
    validation: Validation, protocol: AgeProtocol, options: dict[str, float]
) -> dict[str, pd.DataFrame]:
    """Measure what each block, each feature and more training users are worth."""
    tables: dict[str, pd.DataFrame] = {}
    if protocol.ablated:
        explained = [block for block in ordinal_blocks() if block in protocol.ablated]
        parts = [
            ablation_table(
                validation.answers(model)[:1],
                {block: validation.answers(f"{prefix}without_{block}") for block in blocks},
                {
                    block: validation.answers(f"{prefix}only_{block}")
                    for block in (blocks if protocol.isolates else ())
                },
                validation.answers("constant_median")[:1],
                metrics=COMPARED,
                **options,
            ).assign(model=model)
            for model, prefix, blocks in (
                (YEARS_MODEL.name, "", protocol.ablated),
                ("ordinal_bands", "ordinal_", explained),
            )
            if blocks
        ]
        tables["block_ablation"] = pd.concat(parts, ignore_index=True)
    if protocol.permutes:
        full = validation.answers(YEARS_MODEL.name)[:1]
        mixed_up = {
            (level, name): validation.answers(f"mixed_up_{name}")
            for level, names in (
                ("block", BLOCKS),
                ("feature", number_columns_of(FEATURE_BLOCKS)),
            )
            for name in names
        }
        tables["feature_importance"] = importance_table(
            full, mixed_up, metric=BY_NAME["mae"], **options
        )
    if protocol.learning_shares:
        tables["learning_curve"] = learning_curve_table(
            validation, protocol.learning_shares, **options
        )
    return tables


def target_rows(inputs: Inputs, results: Results) -> np.ndarray:
    """Rows of ``results.facts`` of the users of ages_test.csv, each once, in order."""
    return np.flatnonzero(results.facts.user_ids.isin(inputs.targets))


def numbers_of(results: Results, name: str) -> np.ndarray:
    """One number of the labelled users, a column of ``marts.feat_users``; NaN where missing."""
    facts = results.labelled
    return facts.numbers[:, facts.encoder.numbers.index(name)]


def languages_of(inputs: Inputs, results: Results) -> np.ndarray:
    """Language of most tweets of each labelled user; of equals, the first by name."""
    found = inputs.tables.categories
    found = found[found["category"] == "tweet_language"]
    found = found.sort_values(["user_id", "value_share", "value"], ascending=[True, False, True])
    first = found.drop_duplicates("user_id").set_index("user_id")["value"]
    return first.reindex(results.labelled.user_ids).fillna("unknown").to_numpy(dtype=object)
