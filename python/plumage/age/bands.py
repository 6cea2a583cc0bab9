"""Ordered age bands, as the seed ``reference.ref_age_bands`` states them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from plumage.core.errors import PlumageError


@dataclass(frozen=True)
class AgeBands:
    """Bands that cover all ages without gap or overlap, from the youngest to the oldest.

    Attributes
    ----------
    ids : tuple of int
        ``age_band_id`` of each band.
    names : tuple of str
        ``age_band`` of each band.
    edges : tuple of int
        Youngest age in whole years of each band but the first.

    Examples
    --------
    >>> bands = AgeBands(ids=(1, 2), names=("young", "old"), edges=(30,))
    >>> bands.positions_of([29, 30, 61])
    array([0, 1, 1])
    """

    ids: tuple[int, ...]
    names: tuple[str, ...]
    edges: tuple[int, ...]

    def __len__(self) -> int:
        """Count the bands."""
        return len(self.ids)

    def positions_of(self, ages: ArrayLike) -> NDArray[np.int64]:
        """Band of each age as its position, 0 for the youngest band.

        Parameters
        ----------
        ages : array-like of shape (n_users,)
            Ages in whole years.

        Returns
        -------
        ndarray of int, shape (n_users,)
            Positions from 0 to ``len(self) - 1``.
        """
        positions = np.searchsorted(np.asarray(self.edges), np.asarray(ages), side="right")
        return positions.astype(np.int64)

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> AgeBands:
        """Read bands from the rows of the seed.

        Parameters
        ----------
        frame : pandas.DataFrame
            Columns ``age_band_id``, ``age_band``, ``min_age_years``, ``max_age_years``.

        Returns
        -------
        AgeBands
            The bands in order of ``age_band_id``.

        Raises
        ------
        PlumageError
            If there are fewer than two bands, or they overlap or leave a gap.
        """
        frame = frame.sort_values("age_band_id")
        lower, upper = frame["min_age_years"].tolist(), frame["max_age_years"].tolist()
        where = "seeds/ref_age_bands.csv"
        if len(frame) < 2:
            raise PlumageError(f"{where} must name at least two age bands, got {len(frame)}")
        if not (pd.isna(lower[0]) and pd.isna(upper[-1])):
            raise PlumageError(
                f"{where}: the first band has no min_age_years and the last no max_age_years, "
                f"got {lower[0]} and {upper[-1]}: leave them empty, then run dbt build"
            )
        for older, younger_end, older_start in zip(
            frame["age_band"].iloc[1:], upper[:-1], lower[1:], strict=True
        ):
            if not younger_end + 1 == older_start:
                raise PlumageError(
                    f"{where}: band '{older}' starts at {older_start} but the band before it "
                    f"ends at {younger_end}: bands must join without gap or overlap"
                )
        if any(later <= earlier for earlier, later in pairwise(lower[1:])):
            raise PlumageError(f"{where}: bands must be in order of age by age_band_id")
        return cls(
            ids=tuple(int(band) for band in frame["age_band_id"]),
            names=tuple(str(name) for name in frame["age_band"]),
            edges=tuple(int(edge) for edge in lower[1:]),
        )
