"""The plain-Python norm against scikit-learn, against a norm made anew, and on hostile texts."""

from collections import defaultdict
from math import log2

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from plumage.language_left_out import ExactNorm
from plumage.language_norm import LanguageNorm, in_context, terms_of

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
def test_leaving_an_author_out_by_subtraction_equals_weights_taken_without_the_author(author):
    norm = LanguageNorm(TOKENS, USERS)
    others = [(user, tokens) for user, tokens in TWEETS if user != author]
    count = len(others)
    terms = sorted({term for tokens in TOKENS for term in terms_of(tokens)}, key=str)
    frequency = np.array([sum(term in terms_of(tokens) for _, tokens in others) for term in terms])
    idf = np.log((1 + count) / (1 + frequency)) + 1
    centroid = np.zeros(len(terms))
    for user, tokens in others:
        counts = np.array([terms_of(tokens)[term] for term in terms])
        # the weight of a tweet in the norm is 1 / its length in the whole group's TF-IDF
        length = np.linalg.norm(counts * np.array([norm.idf[term] for term in terms]))
        centroid += counts * idf / length / USERS.count(user)
    for user, tokens in TWEETS:
        if user == author:
            vector = np.array([terms_of(tokens)[term] for term in terms]) * idf
            cosine = vector @ centroid / (np.linalg.norm(vector) * np.linalg.norm(centroid))
            assert norm.cosine_distance(tokens, author) == pytest.approx(1 - cosine, abs=1e-12)


@pytest.mark.parametrize("author", sorted(set(USERS)))
def test_the_exact_norm_equals_scikit_learn_fitted_without_the_author(author):
    vectoriser, vectors = vectors_by_scikit_learn(
        [tokens for user, tokens in TWEETS if user != author]
    )
    others = [user for user in USERS if user != author]
    centroid = np.average(vectors, axis=0, weights=[1 / others.count(user) for user in others])
    unseen_idf = np.log(1 + len(others)) + 1
    expected = []
    for user, tokens in TWEETS:
        if user == author:
            terms = terms_of(tokens)
            known = {text_of(term): uses for term, uses in terms.items()}
            places = vectoriser.vocabulary_
            vector = np.zeros(len(places))
            outside = 0.0
            for term, uses in known.items():
                if term in places:
                    vector[places[term]] = uses * vectoriser.idf_[places[term]]
                else:
                    outside += (uses * unseen_idf) ** 2
            length = np.sqrt(vector @ vector + outside)
            expected.append(1 - vector @ centroid / (length * np.linalg.norm(centroid)))
    assert ExactNorm(TOKENS, USERS).distances(author) == pytest.approx(expected, abs=1e-12)


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


def test_surprisal_equals_the_formula_written_out():
    norm = LanguageNorm([["a", "b"], ["a"]], ["x", "y"], unseen_weight=0.5, bigram_prior=1.0)
    # a: x says it half of the time, y always: 1.5 of 2 users; 2 types and one for the unseen
    unigram_a = (1.5 + 0.5) / (2 + 0.5 * 3)
    unigram_c = 0.5 / (2 + 0.5 * 3)
    bigram_a = (1.5 + unigram_a) / (1.5 + 1)
    bigram_c = unigram_c / (0.5 + 1)
    bits, alone = norm.surprisal(["a", "c"])
    assert alone == pytest.approx(-(log2(unigram_a) + log2(unigram_c)) / 2)
    assert bits == pytest.approx(-(log2(bigram_a) + log2(bigram_c)) / 2)


@pytest.mark.parametrize("tokens", HOSTILE, ids=lambda tokens: tokens[0][:8])
def test_hostile_texts_get_finite_scores(tokens):
    norm = LanguageNorm(TOKENS, USERS)
    distance = norm.cosine_distance(tokens)
    bits, alone = norm.surprisal(tokens)
    assert 0 <= distance <= 1
    assert np.isfinite([bits, alone]).all()


def test_a_tweet_that_shares_no_term_has_distance_1():
    assert LanguageNorm(TOKENS, USERS).cosine_distance(["quux", "blah"]) == 1


def test_a_tweet_without_a_token_has_no_score():
    norm = LanguageNorm(TOKENS, USERS)
    assert norm.cosine_distance(["http", "@user"]) is None
    assert norm.surprisal(["http"]) == (None, None)


def test_the_only_author_has_no_norm_to_compare_with():
    assert LanguageNorm([["a"]], ["x"]).cosine_distance(["a"], "x") is None


def test_placeholders_are_context_and_never_scored():
    assert in_context(["http", "a", "0"]) == [("http", "a")]
