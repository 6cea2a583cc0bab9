"""The plain-Python norm against scikit-learn, against a norm made anew, and on hostile texts."""

from collections import defaultdict
from math import log2

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score

from plumage.language.norm import LanguageNorm, contrast, in_context, terms_of

TWEETS = [
    ("ann", ["so", "tired", "of", "finals", "http"]),
    ("ann", ["so", "so", "good"]),
    ("bob", ["@user", "good", "morning", "0", "days"]),
    ("cat", ["so", "good", "morning", "😂", "😂"]),
    ("cat", ["finals", "week", "#finals"]),
    ("dan", ["good", "good", "good", "finals"]),
]
USERS = [user for user, _ in TWEETS]
TOKENS = [tokens for _, tokens in TWEETS]
HOSTILE = [
    ["x"],
    ["😂", "😂", "👩‍💻"],
    ["a"] * 10_000,
    ["שלום", "עולם", "سلام"],
    ["é", "é", "ก็"],
    ["so", "'; drop table x", '"'],
]


def text_of(term):
    return term if isinstance(term, str) else " ".join(term)


def vectors_by_scikit_learn(documents):
    vectoriser = TfidfVectorizer(
        analyzer=lambda tokens: [text_of(term) for term in terms_of(tokens).elements()]
    )
    return vectoriser, vectoriser.fit_transform(documents).toarray()


def test_idf_and_centroid_equal_those_of_scikit_learn():
    vectoriser, vectors = vectors_by_scikit_learn(TOKENS)
    by_user = defaultdict(list)
    for user, vector in zip(USERS, vectors, strict=True):
        by_user[user].append(vector)
    centroid = np.mean([np.mean(own, axis=0) for own in by_user.values()], axis=0)
    norm = LanguageNorm(TOKENS, USERS)
    assert len(norm.idf) == len(vectoriser.vocabulary_)
    for term in norm.idf:
        column = vectoriser.vocabulary_[text_of(term)]
        assert norm.idf[term] == pytest.approx(vectoriser.idf_[column], abs=1e-12)
        assert norm.centroid[term] == pytest.approx(centroid[column], abs=1e-12)


def test_distance_of_an_outsider_equals_scikit_learn_when_all_words_are_known():
    vectoriser, vectors = vectors_by_scikit_learn(TOKENS)
    norm = LanguageNorm(TOKENS, USERS)
    weights = [1 / USERS.count(user) for user in USERS]
    centroid = np.average(vectors, axis=0, weights=weights)
    outsider = ["so", "good", "morning"]
    vector = vectoriser.transform([outsider]).toarray()[0]
    cosine = vector @ centroid / (np.linalg.norm(vector) * np.linalg.norm(centroid))
    assert norm.cosine_distance(outsider) == pytest.approx(1 - cosine, abs=1e-12)


@pytest.mark.parametrize("author", sorted(set(USERS)))
def test_surprisal_by_subtraction_equals_a_model_made_without_the_author(author):
    norm = LanguageNorm(TOKENS, USERS)
    others = [(user, tokens) for user, tokens in TWEETS if user != author]
    anew = LanguageNorm([tokens for _, tokens in others], [user for user, _ in others])
    for user, tokens in TWEETS:
        if user == author:
            assert norm.surprisal(tokens, author) == pytest.approx(
                anew.surprisal(tokens), abs=1e-12
            )


@pytest.mark.parametrize("author", sorted(set(USERS)))
def test_contrast_by_subtraction_equals_norms_made_without_the_author(author):
    sides = [("ann", "bob"), ("cat", "dan")]

    def norms(left_out):
        return [
            LanguageNorm(
                *zip(*[(t, u) for u, t in TWEETS if u in side and u != left_out], strict=True)
            )
            for side in sides
        ]

    for user, tokens in TWEETS:
        if user == author:
            expected = contrast(*norms(author), tokens)
            assert contrast(*norms(None), tokens, author) == pytest.approx(expected, abs=1e-12)


def contrasts(tweets, is_other):
    """Contrast of each user's only tweet, the user left out."""
    norms = [
        LanguageNorm([tweets[u] for u in users], users)
        for users in (np.flatnonzero(~is_other), np.flatnonzero(is_other))
    ]
    return [contrast(*norms, tokens, user) for user, tokens in enumerate(tweets)]


def test_contrast_tells_planted_groups_apart_and_shuffled_ones_not():
    rng = np.random.default_rng(5)
    is_other = rng.random(160) < 0.3
    words = np.array([f"w{number}" for number in range(200)])
    usual = rng.dirichlet(np.full(200, 0.3))
    changed = rng.permutation(usual[:40])
    shares = {False: usual, True: np.r_[changed, usual[40:]]}
    tweets = [list(rng.choice(words, size=25, p=shares[bool(side)])) for side in is_other]
    assert roc_auc_score(is_other, contrasts(tweets, is_other)) > 0.8
    shuffled = [
        roc_auc_score(side, contrasts(tweets, side))
        for side in (rng.permutation(is_other) for _ in range(12))
    ]
    # the error of one is 0.05; nobody's own words lean to the own side
    assert np.mean(shuffled) == pytest.approx(0.5, abs=0.05)


def test_surprisal_equals_the_formula_written_out():
    norm = LanguageNorm([["a", "b"], ["a"]], ["x", "y"], unseen_weight=0.5, bigram_prior=1.0)
    # a: x says it half of the time, y always: 1.5 of 2 users; 2 types and one for the unseen
    unigram_a = (1.5 + 0.5) / (2 + 0.5 * 3)
    unigram_c = 0.5 / (2 + 0.5 * 3)
    bigram_a = (1.5 + unigram_a) / (1.5 + 1)
    bigram_c = unigram_c / (0.5 + 1)
    bits = norm.surprisal(["a", "c"])
    assert bits == pytest.approx(-(log2(bigram_a) + log2(bigram_c)) / 2)


@pytest.mark.parametrize("tokens", HOSTILE, ids=lambda tokens: tokens[0][:8])
def test_hostile_texts_get_finite_scores(tokens):
    norm = LanguageNorm(TOKENS, USERS)
    distance = norm.cosine_distance(tokens)
    assert 0 <= distance <= 1
    assert np.isfinite(norm.surprisal(tokens))


def test_a_tweet_that_shares_no_term_has_distance_1():
    assert LanguageNorm(TOKENS, USERS).cosine_distance(["quux", "blah"]) == 1


def test_a_tweet_without_a_token_has_no_score():
    norm = LanguageNorm(TOKENS, USERS)
    assert norm.cosine_distance(["http", "@user"]) is None
    assert norm.surprisal(["http"]) is None


def test_the_only_author_has_no_norm_to_compare_with():
    assert LanguageNorm([["a"]], ["x"]).surprisal(["a"], "x") is None


def test_placeholders_are_context_and_never_scored():
    assert in_context(["http", "a", "0"]) == [("http", "a")]
