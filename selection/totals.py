"""How many of M tickets each person should have, so that the largest change of a chance is the smallest possible.

A person with chance π should have c tickets with |c − m| ≤ t, m = M·π, t in tickets and as small as can be. The members
of profile p together have T_p, n·least ≤ T_p ≤ n·most with least and most the whole numbers within t of m, and since
every ticket is inside the quotas, M·lower ≤ A T ≤ M·upper. The smallest t for which whole numbers T exist is found by
bisection over the distances of the m to whole numbers: no M tickets, of whatever panels, change every chance by less.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from selection.polytope import Floats, Ints, Polytope
from selection.solver import Model, Status
from selection.tolerances import WHOLE


@dataclass(frozen=True)
class Band:
    """From `least` to `most` tickets for a member of each profile: those within `change` tickets of M·π."""

    least: Ints
    most: Ints
    change: float


def narrowest(polytope: Polytope, x: Floats, M: int) -> Band | None:
    """The band of the smallest possible change for M tickets and the expected panel x; None when M·x can't be rounded.

    Changes of a ticket or more are not considered.
    """
    m = M * x / polytope.count
    m = np.where(np.abs(m - np.rint(m)) < WHOLE, np.rint(m), m)
    near = np.abs(m - np.rint(m))
    levels = np.unique(np.concatenate([near, 1 - near[near > 0]]))
    bands = [_band(m, float(t)) for t in levels[levels >= near.max(initial=0.0)]]
    low, high = 0, len(bands) - 1
    if not _possible(polytope, bands[high], M):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _possible(polytope, bands[middle], M) else (middle + 1, high)
    return bands[high]


def _band(m: Floats, t: float) -> Band:
    least, most = np.ceil(m - t - WHOLE), np.floor(m + t + WHOLE)
    return Band(np.maximum(least, np.floor(m)).astype(np.int64), np.minimum(most, np.ceil(m)).astype(np.int64), t)


def _possible(polytope: Polytope, band: Band, M: int) -> bool:
    """Whether whole totals inside the band fit M panels' worth of quotas."""
    count = polytope.count
    model = Model(
        polytope.columns(),
        M * polytope.lower,
        M * polytope.upper,
        count * band.least,
        count * band.most,
        np.zeros(len(count)),
        range(len(count)),
    )
    return model.solve("the tickets of each profile").status is Status.OPTIMAL


def by_person(values: Ints, members: list[NDArray[np.int64]], people: int) -> Ints:
    """What holds for a profile's members, for each of n `people`; 0 for those in no profile."""
    spread_out = np.zeros(people, dtype=np.int64)
    for value, group in zip(values.tolist(), members, strict=True):
        spread_out[group] = value
    return spread_out
