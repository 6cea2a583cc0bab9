"""Parts of the age model against independent implementations: n-grams, ridge, matrices, years."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold, LeaveOneOut, cross_val_predict

from plumage.age.bands import AgeBands
from plumage.age.cumulative import (
    CumulativeBooster,
    CumulativeLogit,
    thresholds_of,
    varying_columns,
)
from plumage.age.distribution import AgeDistribution, AgeSpread
from plumage.age.selection import CONFIGURATIONS, MEMBERS, choose, ranked_probability_score
from plumage.encoding.facts import FactEncoder
from plumage.encoding.ngrams import Alphabet, ngram_counts
from plumage.encoding.parts import BLOCKS, FACT_PARTS, FACT_SOURCES, SCORE_BLOCKS
from plumage.encoding.ridge_scores import (
    RidgeScores,
    inverse_of,
    leave_one_out_error,
    score_targets,
    solve_by_term,
    solve_by_user,
)
from plumage.encoding.sparse_rows import row_products
from plumage.encoding.terms import FactTables
from plumage.encoding.user_texts import UserTexts
from support.made_up_marts import BANDS, make_marts

AGE_BANDS = AgeBands.from_frame(BANDS)


def tables_of(marts) -> FactTables:
    return FactTables(
        marts.feat_users,
        UserTexts.of(marts.feat_user_texts),
        marts.feat_user_terms,
        marts.feat_user_accounts,
        marts.feat_user_categories,
    )


@pytest.fixture(scope="module")
def marts():
    return make_marts(labelled=80, targets=10, others=5)


@pytest.fixture(scope="module")
def encoded(marts):
    return FactEncoder.fit(tables_of(marts))


def draw_ages(count: int, seed: int = 0) -> np.ndarray:
    return 18 + np.random.default_rng(seed).gamma(0.7, 9, count).astype(int)


def test_ngrams_are_those_of_scikit_learn():
    texts = ["hello  you\nall \u00e9t\u00e9", "a bb ccc hello", "", "\U0001d4d0bc x"]
    alphabet = Alphabet.of(texts, min_texts=1)
    places, keys, counts = ngram_counts(texts, alphabet, (2, 5), within_words=True)
    ours = {
        (place, ngram): count
        for place, ngram, count in zip(places, alphabet.ngrams_of(keys), counts, strict=True)
    }
    vectorizer = CountVectorizer(analyzer="char_wb", ngram_range=(2, 5), lowercase=False)
    table = vectorizer.fit_transform(texts).toarray()
    theirs = {
        (place, ngram): table[place, column]
        for ngram, column in vectorizer.vocabulary_.items()
        for place in range(len(texts))
        if table[place, column]
    }
    assert ours == theirs


def test_weighted_texts_are_those_of_scikit_learn(marts, encoded):
    """Words of tweets; emoji are a part of their own."""
    _, facts = encoded
    terms = marts.feat_user_terms.query("term_source == 'tweets' and term_kind == 'word'")
    texts = (
        terms.loc[terms.index.repeat(terms["term_count"])].groupby("user_id")["term"].agg(" ".join)
    )
    shared = TfidfVectorizer(sublinear_tf=True, min_df=2, token_pattern=r"\S+").fit(texts)
    rows = facts.part_rows("own_terms", BLOCKS)
    known = facts.user_ids.isin(texts.index)
    expected = shared.transform(texts.reindex(facts.user_ids[known])).toarray()
    np.testing.assert_allclose(rows[np.flatnonzero(known)].toarray(), expected)
    assert rows[np.flatnonzero(~known)].nnz == 0


def test_products_of_rows_are_those_of_the_dense_matrix(encoded):
    _, facts = encoded
    for block in SCORE_BLOCKS:
        rows = facts.score_rows(block.parts, BLOCKS).toarray()
        np.testing.assert_allclose(facts.gram(block.parts, BLOCKS), rows @ rows.T, atol=1e-9)


def test_common_and_rare_columns_multiply_alike():
    rng = np.random.default_rng(0)
    rows = sparse.csr_array((rng.random((60, 30)) < np.linspace(0.01, 0.9, 30)).astype(float))
    np.testing.assert_allclose(row_products(rows), rows.toarray() @ rows.toarray().T)


def test_new_users_are_encoded_as_if_they_had_been_there(marts, encoded):
    encoder, facts = encoded
    few = marts.feat_users["user_id"].sort_values().iloc[[3, 40, 77]]
    tables = tables_of(marts)
    chosen = {
        name: frame[frame["user_id"].isin(few)]
        for name, frame in vars(tables).items()
        if name != "texts"
    }
    texts = marts.feat_user_texts[marts.feat_user_texts["user_id"].isin(few)]
    again = encoder.encode(FactTables(texts=UserTexts.of(texts), **chosen))
    places = facts.user_ids.get_indexer(again.user_ids)
    np.testing.assert_array_equal(again.numbers, facts.numbers[places])
    for part in FACT_PARTS:
        one, two = again.part_rows(part, BLOCKS), facts.part_rows(part, BLOCKS)[places]
        np.testing.assert_allclose(one.toarray(), two.toarray())


def test_sources_without_their_block_are_not_looked_at(encoded):
    _, facts = encoded
    for name, part in FACT_PARTS.items():
        blocks = {FACT_SOURCES[source] for source in part.sources}
        assert facts.part_rows(name, set(BLOCKS) - blocks).nnz == 0


def test_emoji_are_cut_out_of_characters(encoded):
    encoder, _ = encoded
    assert "\U0001f600" in encoder.vocabularies["emoji"].terms
    assert not any("\U0001f600" in ngram for ngram in encoder.vocabularies["characters"].terms)


@pytest.fixture(scope="module")
def regression():
    rng = np.random.default_rng(0)
    rows = sparse.csr_array(sparse.random_array((90, 200), density=0.1, rng=rng))
    # Some users have nothing, and some have nothing but what everybody has.
    rows = sparse.vstack([rows, sparse.csr_array((20, 200))], format="csr")
    ages = draw_ages(110)
    parts = list(KFold(4, shuffle=True, random_state=0).split(ages))
    return rows, ages, parts


def test_scores_out_of_fold_are_those_of_regressions_without_the_fold(regression):
    rows, ages, parts = regression
    scores, dual, _ = solve_by_user((rows @ rows.T).toarray(), ages, parts, (2.0,))
    for fitted, left_out in parts:
        ridge = Ridge(alpha=2.0, fit_intercept=False, solver="svd")
        ridge.fit(rows[fitted].toarray(), score_targets(ages[fitted]))
        expected = ridge.predict(rows[left_out].toarray())
        np.testing.assert_allclose(scores[left_out], expected, atol=1e-9)
    by_term, coefficients, _ = solve_by_term(rows, ages, parts, (2.0,))
    np.testing.assert_allclose(scores, by_term, atol=1e-3)
    np.testing.assert_allclose(rows.T @ dual, coefficients, atol=1e-3)


@pytest.mark.parametrize("way", ["by_user", "by_term"])
def test_labels_of_a_part_reach_its_scores_by_not_one_bit(regression, way):
    """Targets, means and penalty of a regression come from the users it is fitted on, too."""
    rows, ages, parts = regression
    gram = (rows @ rows.T).toarray() if way == "by_user" else None
    first = RidgeScores((0.1, 3, 100)).fit(rows, ages, parts, gram).out_of_fold_
    rng = np.random.default_rng(7)
    for _, left_out in parts:
        changed = ages.copy()
        changed[left_out] = rng.integers(10, 110, left_out.size)
        again = RidgeScores((0.1, 3, 100)).fit(rows, changed, parts, gram).out_of_fold_
        assert first[left_out].tobytes() == again[left_out].tobytes()
        assert first.tobytes() != again.tobytes()


def test_score_of_no_evidence_is_zero_in_every_fold_and_for_new_users(regression):
    rows, ages, parts = regression
    for shared in (rows, sparse.csr_array(np.full((110, 1), 0.7))):
        found = RidgeScores((1, 10)).fit(shared, ages, parts, (shared @ shared.T).toarray())
        silent = slice(90, None) if shared is rows else slice(None)
        assert (found.out_of_fold_[silent] == 0).all()
        assert not np.signbit(found.out_of_fold_[silent]).any()
        assert (found.scores(shared)[silent] == 0).all()


def test_penalties_are_those_of_least_leave_one_out_error():
    rng = np.random.default_rng(1)
    rows = sparse.csr_array(rng.normal(size=(80, 60)))
    ages = draw_ages(80)
    parts = list(KFold(4, shuffle=True, random_state=0).split(ages))
    gram = (rows @ rows.T).toarray()
    # Noise alone: the more it is shrunk, the better.
    found = RidgeScores((1, 100, 10_000)).fit(rows, ages, parts, gram)
    assert found.penalty_ == 10_000
    assert np.abs(found.scores(rows)).max() < 0.1
    penalties, targets = (3.0, 30.0, 300.0), score_targets(ages)
    ours = [
        leave_one_out_error(inverse @ targets, np.diag(inverse), targets)
        for inverse in (inverse_of(gram + penalty * np.eye(80)) for penalty in penalties)
    ]
    theirs = []
    for penalty in penalties:
        ridge = Ridge(alpha=penalty, fit_intercept=False, solver="svd")
        left_out = cross_val_predict(ridge, rows.toarray(), targets, cv=LeaveOneOut())
        theirs.append(np.mean((left_out - targets) ** 2 / targets.var(axis=0)))
    np.testing.assert_allclose(ours, theirs, rtol=1e-6)


def test_columns_that_vary_by_rounding_alone_are_left_out():
    X = np.zeros((6, 5))
    X[:, 1] = 1e6 + np.arange(6) * 1e-10
    X[:3, 2] = np.nan
    X[:, 3] = np.nan
    X[2, 4] = 1e-6
    np.testing.assert_array_equal(varying_columns(X), [2, 4])


@pytest.mark.parametrize("name", MEMBERS)
@pytest.mark.parametrize("count", [12, 150])
def test_cumulative_probabilities_grow_with_the_threshold(name, count):
    rng = np.random.default_rng(0)
    ages = draw_ages(count)
    columns = np.column_stack([np.log(ages), rng.normal(size=(count, 3)), np.full(count, np.nan)])
    columns[rng.random(count) < 0.3, 1:3] = np.nan
    thresholds = thresholds_of(ages, AGE_BANDS.edges)
    below = MEMBERS[name](thresholds, 1).fit(columns, ages).predict_cumulative(columns)
    assert below.shape == (count, len(thresholds))
    assert ((below >= 0) & (below <= 1)).all()
    assert (np.diff(below, axis=1) >= 0).all()


@pytest.mark.parametrize("model", [CumulativeBooster, CumulativeLogit])
def test_threshold_with_everybody_on_one_side_gets_its_share(model):
    ages = np.repeat([20, 22], 15)
    columns = np.random.default_rng(0).normal(size=(30, 2))
    below = model((21, 50)).fit(columns, ages).predict_cumulative(columns)
    assert (below[:, 1] > 0.8).all()
    assert below[:, 1].mean() > 0.9


def test_thresholds_have_users_on_both_sides():
    for seed in range(5):
        ages = draw_ages(60, seed)
        for threshold in thresholds_of(ages, AGE_BANDS.edges):
            assert 5 <= (ages <= threshold).sum() <= 55
    assert thresholds_of([20] * 9, AGE_BANDS.edges) == ()


def test_years_between_thresholds_are_spread_as_training_ages_are():
    ages = np.array([18, 18, 18, 19, 21, 30])
    spread = AgeSpread.of(ages, np.arange(18, 33))
    mass = spread.mass_of(np.array([[0.5, 0.8]]), (19, 25))
    said = AgeDistribution(spread.grid, mass)
    assert mass.sum() == pytest.approx(1)
    assert mass[0, :2] == pytest.approx([0.375, 0.125], abs=0.002)
    assert said.share_from(20) == pytest.approx(0.5)
    assert mass[0, 13:].sum() == 0, "nobody learned from is over 30"
    shares = said.band_probabilities(AGE_BANDS)
    assert shares.sum() == pytest.approx(1)
    np.testing.assert_array_equal(said.bands(AGE_BANDS), AGE_BANDS.positions_of(said.years()))


def test_published_year_costs_the_least_mean_absolute_error():
    rng = np.random.default_rng(0)
    grid = np.arange(18, 60)
    said = AgeDistribution(grid, rng.dirichlet(np.full(grid.size, 0.2), size=50))
    cost = said.mass @ np.abs(np.subtract.outer(grid, grid))
    best = cost[np.arange(50), said.years() - 18]
    np.testing.assert_allclose(best, cost.min(axis=1))
    np.testing.assert_array_equal(np.floor(said.exact_years() + 0.5), said.years())


def test_ranked_probability_score_is_that_of_its_definition():
    grid = np.arange(18, 22)
    mass = np.array([[0.1, 0.2, 0.3, 0.4]])
    expected = (0.1 - 0) ** 2 + (0.3 - 1) ** 2 + (0.6 - 1) ** 2
    found = ranked_probability_score(AgeDistribution(grid, mass), np.array([19]))
    assert found == pytest.approx(expected)


def test_choice_goes_to_the_least_inner_score_of_each_criterion():
    ages = draw_ages(200)
    grid = np.arange(ages.min(), ages.max() + 1)
    prior = AgeSpread.of(ages, grid).prior(ages.size)
    certain = (ages[:, None] == grid).astype(float)
    masses = dict.fromkeys(MEMBERS, prior) | {"trees": 0.6 * certain + 0.4 * prior}
    found = choose(masses, grid, ages)
    assert {one.name for one in found.chosen.values()} == {"trees"}
    assert len(found.log) == 2 * len(CONFIGURATIONS)
    worst = found.log.loc[found.log.groupby("criterion")["inner_score"].idxmax()]
    assert not worst["is_chosen"].any()
    assert pd.api.types.is_float_dtype(found.log["inner_score"])
