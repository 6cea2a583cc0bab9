"""What the validation of the norm reads, how it scores, and what it says at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from plumage.language.norm import PLACEHOLDERS, LanguageNorm

FAMILIES = ("surprisal", "cosine", "mean")
"""Measures of what is unusual: the one that ranks, the TF-IDF deviation, and the mean of both."""

OTHER_METRICS = (
    "largest_difference",
    "others_auc",
    "length_correlation",
    "family_agreement",
    "largest_user_share",
    "split_half_reliability",
)
"""Figures that the summary shows below the table."""


@dataclass(frozen=True)
class GroupData:
    """What the validation of one group reads.

    Attributes
    ----------
    group_id : str
        The group.
    tweets : pandas.DataFrame
        Tweets of labelled users: ``tweet_id``, ``user_id``, ``tokens`` (list), flags, scores.
    users : pandas.DataFrame
        Labelled users with their scores.
    classes : pandas.DataFrame
        Size classes of tweets.
    foreign_words : list of str
        Words of labelled users outside the group, and of other languages.
    """

    group_id: str
    tweets: pd.DataFrame
    users: pd.DataFrame
    classes: pd.DataFrame
    foreign_words: list[str]

    @property
    def norm_tweets(self) -> pd.DataFrame:
        """Tweets that make the norm."""
        return self.tweets[self.tweets["is_in_norm"]]


def read_group(connection: duckdb.DuckDBPyConnection, group_id: str) -> GroupData:
    """Read the tweets, scores and size classes of a group.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Open connection.
    group_id : str
        The group.

    Returns
    -------
    GroupData
        Sorted by tweet id.
    """
    tweets = connection.execute(
        """
        select deviations.*, tokens.tokens
        from marts.fct_tweet_deviations as deviations
        inner join (
            select tweet_id, list(token order by token_position) as tokens
            from marts.fct_language_tokens group by tweet_id
        ) as tokens on deviations.tweet_id = tokens.tweet_id
        where deviations.group_id = $1 and (is_member or is_other_group)
        order by deviations.tweet_id
        """,
        [group_id],
    ).df()
    users = connection.execute(
        """
        select * from marts.fct_user_deviations
        where group_id = $1 and (is_member or is_other_group)
        order by user_id
        """,
        [group_id],
    ).df()
    classes = connection.execute(
        "select * from marts.fct_language_size_classes where group_id = $1 and unit = 'tweet'"
        " order by size_class",
        [group_id],
    ).df()
    foreign = connection.execute(
        """
        select distinct tokens.token
        from marts.fct_language_tokens as tokens
        inner join marts.fct_language_tweets as tweets on tokens.tweet_id = tweets.tweet_id
        left join marts.fct_tweet_deviations as deviations
            on tweets.tweet_id = deviations.tweet_id and deviations.group_id = $1
        where (not tweets.is_default_language or deviations.is_member is distinct from true)
            and tokens.token not in ('@user', 'http', '0')
            and regexp_matches(tokens.token, '^\\p{L}')
        order by 1
        """,
        [group_id],
    ).fetchall()
    return GroupData(group_id, tweets, users, classes, [token for (token,) in foreign])


def score(
    norm: LanguageNorm, tweets: Sequence[Sequence[str]], authors: Sequence[object]
) -> pd.DataFrame:
    """Raw measures of tweets; of surprisal, each without its author.

    Parameters
    ----------
    norm : LanguageNorm
        The norm.
    tweets : sequence of sequence of str
        Tokens.
    authors : sequence
        Who is left out for each; None for nobody.

    Returns
    -------
    pandas.DataFrame
        ``token_count``, ``cosine``, ``surprisal``.
    """
    rows = []
    for tokens, author in zip(tweets, authors, strict=True):
        count = sum(token not in PLACEHOLDERS for token in tokens)
        rows.append((count, norm.cosine_distance(tokens), norm.surprisal(tokens, author)))
    return pd.DataFrame(rows, columns=["token_count", "cosine", "surprisal"])


def standardise(scores: pd.DataFrame, reference: pd.DataFrame, edges: np.ndarray) -> pd.DataFrame:
    """Measures in standard deviations of the reference tweets of similar length.

    Parameters
    ----------
    scores : pandas.DataFrame
        As ``score`` gives them.
    reference : pandas.DataFrame
        Measures of the group's own tweets.
    edges : ndarray of int
        Token count from which on each size class reaches, ascending.

    Returns
    -------
    pandas.DataFrame
        One column for each of ``FAMILIES``.
    """
    own_class = np.searchsorted(edges, reference["token_count"], side="right")
    size_class = np.searchsorted(edges, scores["token_count"], side="right")
    standard = pd.DataFrame(index=scores.index)
    for family in ("surprisal", "cosine"):
        grouped = reference[family].groupby(own_class)
        means, spreads = grouped.mean(), grouped.std(ddof=0)
        centred = scores[family].to_numpy() - means.reindex(size_class).to_numpy()
        standard[family] = centred / spreads.reindex(size_class).to_numpy()
    standard["mean"] = (standard["cosine"] + standard["surprisal"]) / 2
    return standard


def summary(rows: pd.DataFrame) -> str:
    """Say in a table what was found for tweets of at least 8 tokens.

    Parameters
    ----------
    rows : pandas.DataFrame
        As ``validate`` returns them.

    Returns
    -------
    str
        Lines for a terminal.
    """
    lines = []
    for group_id, group in rows.groupby("group_id"):
        lines.append(
            f"group {group_id}: AUC of planted against own tweets outside the norm, from 8 tokens"
        )
        lines.append(f"  {'kind':<24}" + "".join(f"{family:>22}" for family in FAMILIES))
        chosen = group[(group["metric"] == "auc") & (group["length_class"] == "8+")]
        for kind, figures in chosen.groupby("kind", sort=False):
            by_family = figures.set_index("family")
            cells = "".join(
                f"{by_family.loc[name, 'value']:>8.3f} [{by_family.loc[name, 'ci_low']:.2f}, "
                f"{by_family.loc[name, 'ci_high']:.2f}]"
                for name in FAMILIES
            )
            lines.append(f"  {kind:<24}{cells}")
        for row in group[group["metric"].isin(OTHER_METRICS)].itertuples():
            interval = "" if pd.isna(row.ci_low) else f" [{row.ci_low:.3f}, {row.ci_high:.3f}]"
            lines.append(f"  {row.metric} {row.kind} {row.family}: {row.value:.3g}{interval}")
    return "\n".join(lines)
