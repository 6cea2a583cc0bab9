"""Candidates that take the models apart: without a block, with one alone, with facts mixed up.

They are judged on the same folds as the models themselves, in the first repeat alone: each block
costs two fits a fold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np

from plumage.age.candidates import (
    Candidate,
    Training,
    of_blocks,
    ordinal_mass,
)
from plumage.age.distribution import AgeDistribution
from plumage.age.ordinal_features import ORDINAL_FEATURES
from plumage.age.permuted_numbers import MixedUpNumbers
from plumage.encoding.facts import UserFacts
from plumage.encoding.features import FEATURE_BLOCKS, number_columns_of
from plumage.encoding.parts import BLOCKS, block_of
from plumage.learning.protocol import Rows
from plumage.learning.weighted import Floats

PERMUTATION_SEED = 20
"""Seed of the orders in which test users swap facts."""


def _mixed_up(
    asked: tuple[str, str, int], training: Training, facts: UserFacts, rows: Rows
) -> Floats:
    what, role, seed = asked
    order = np.random.default_rng(seed).permutation(rows.size)
    return training.model.predict(facts.of(rows).mixed_up(what, order), roles=(role,))[role]


def without_block(block: str, role: str = "years") -> Candidate:
    """Fit the published model without a feature block.

    Parameters
    ----------
    block : str
        Among ``BLOCKS``.
    role : str, default="years"
        Which published model.

    Returns
    -------
    Candidate
        Named ``without_<block>``.
    """
    kept = tuple(name for name in BLOCKS if name != block)
    return Candidate(f"without_{block}", f"without {block}", partial(of_blocks, kept, role))


def with_blocks(blocks: Iterable[str], role: str = "years") -> Candidate:
    """Fit the published model on some feature blocks alone.

    Parameters
    ----------
    blocks : iterable of str
        Among ``BLOCKS``.
    role : str, default="years"
        Which published model.

    Returns
    -------
    Candidate
        Named ``only_<blocks>``.
    """
    kept = tuple(blocks)
    name = "_".join(kept)
    return Candidate(f"only_{name}", f"{' and '.join(kept)} alone", partial(of_blocks, kept, role))


def with_mixed_up(what: str, role: str = "years", *, seed: int = 0) -> Candidate:
    """Ask the published model about users whose facts of one kind are other users'.

    Parameters
    ----------
    what : str
        A feature block, or a number.
    role : str, default="years"
        Which published model.
    seed : int, default=0
        Seed of the order.

    Returns
    -------
    Candidate
        Named ``mixed_up_<what>``; it shares the fit of the published model.
    """
    answer = partial(_mixed_up, (what, role, seed))
    return Candidate(f"mixed_up_{what}", f"{what} of other users", answer)


def ordinal_blocks() -> list[str]:
    """Blocks that the ordinal regression has a feature of.

    Returns
    -------
    list of str
        In the order of ``FEATURE_BLOCKS``.
    """
    found = {block_of(feature.name) for feature in ORDINAL_FEATURES}
    return [block for block in FEATURE_BLOCKS if block in found]


def _ordinal_of(blocks: Sequence[str], training: Training, facts: UserFacts, rows: Rows) -> Floats:
    names = [one.name for one in ORDINAL_FEATURES if block_of(one.name) in blocks]
    return ordinal_mass(names, training, facts, rows)


def _mixed_up_number(name: str, training: Training, facts: UserFacts, rows: Rows) -> Floats:
    kept = training.kept.get("mixed_up_numbers")
    if kept is None or not np.array_equal(kept[0], rows):
        kept = rows, MixedUpNumbers(training.model, facts.of(rows))
        training.kept["mixed_up_numbers"] = kept
    mass = kept[1].mass(name, np.random.default_rng(PERMUTATION_SEED).permutation(rows.size))
    grid = training.setting.grid
    # Only the published year is compared, and there are hundreds of numbers: a byte each will do.
    return (AgeDistribution(grid, mass).years()[:, None] == grid).astype(np.int8)


def ablations(blocks: Sequence[str], *, isolated: bool) -> list[Candidate]:
    """Candidates without, and with nothing but, each of some blocks, of both kinds of models.

    Parameters
    ----------
    blocks : sequence of str
        Among ``BLOCKS``.
    isolated : bool
        Whether there are any with one block alone.

    Returns
    -------
    list of Candidate
        ``without_<block>`` and ``only_<block>`` for the published years, ``ordinal_without_...``
        and ``ordinal_only_...`` for the explaining model.
    """
    found = [without_block(block) for block in blocks]
    found += [with_blocks([block]) for block in blocks if isolated]
    inside = ordinal_blocks()
    for block in (block for block in inside if block in blocks):
        others = [name for name in inside if name != block]
        for name, kept in (("without", others), *[("only", [block])] * isolated):
            found.append(
                Candidate(
                    f"ordinal_{name}_{block}",
                    f"ordinal, {name} {block}",
                    partial(_ordinal_of, kept),
                )
            )
    return found


def permutations() -> list[Candidate]:
    """Candidates whose test users have each other's facts, by block and by number.

    Returns
    -------
    list of Candidate
        ``mixed_up_<block>`` and ``mixed_up_<number>``; they share the fit of the published model.
    """
    by_block = [with_mixed_up(block, seed=PERMUTATION_SEED) for block in BLOCKS]
    by_number = [
        Candidate(f"mixed_up_{name}", f"{name} of other users", partial(_mixed_up_number, name))
        for name in number_columns_of(FEATURE_BLOCKS)
    ]
    return by_block + by_number
