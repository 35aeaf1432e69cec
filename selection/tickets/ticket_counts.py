"""How many of M tickets each person should have, so that the largest change of a chance is the smallest possible.

A person with chance π should have c tickets with |c − m| ≤ t, m = M·π, t in tickets and as small as can be. The members
of profile p together have T_p, n·least ≤ T_p ≤ n·most with least and most the whole numbers within t of m, and since
every ticket is inside the quotas, M·lower ≤ A T ≤ M·upper. Where no T at all fits a band, multipliers of the rows prove
that no M tickets, of whatever panels, change every chance by less than the next one (`change` checks that). The first
band that has no such proof is found by bisection over the distances of the m to whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from selection.model.deadline import Deadline
from selection.model.tolerances import WHOLE
from selection.solving.diving import solve_within
from selection.solving.polytope import Floats, Ints, Polytope
from selection.solving.solver import Model
from selection.solving.swaps import whole_near


@dataclass(frozen=True)
class Band:
    """From `least` to `most` seats among the tickets for each profile: its members within `change` tickets of M·π."""

    least: Ints
    most: Ints
    change: float


class Totals:
    """Seats of each profile among M tickets whose expected panel is `x`, in ever wider bands."""

    def __init__(self, polytope: Polytope, x: Floats, M: int) -> None:
        m = M * x / polytope.count
        self._polytope, self._M = polytope, M
        self._m = np.where(np.abs(m - np.rint(m)) < WHOLE, np.rint(m), m)
        near = np.abs(self._m - np.rint(self._m))
        levels = np.array(sorted({0.0, *near.tolist(), *(1 - near[near > 0]).tolist()}))  # np.unique loads all of np.ma
        self._levels = levels[levels >= near.max(initial=0.0)]
        R = polytope.rows
        breaks = [([r], [sign]) for r in range(R) for sign in (1.0, -1.0)]
        self._breaking = np.concatenate([np.zeros(len(m)), np.full(2 * R, -1.0)])
        self._free = np.full(2 * R, float(M * (polytope.lower[0] + len(m))))
        rows = M * polytope.lower, M * polytope.upper
        self._model = Model([*polytope.columns(), *breaks], *rows, *self._bounds(0, 0.0), self._breaking)

    def __len__(self) -> int:
        return len(self._levels)

    def band(self, number: int) -> Band:
        """Returns the band of that number, the narrowest first; each has room for everybody."""
        t = float(self._levels[number])
        least = np.maximum(np.ceil(self._m - t - WHOLE), np.floor(self._m))
        most = np.minimum(np.floor(self._m + t + WHOLE), np.ceil(self._m))
        low, high = (self._polytope.count * side.astype(np.int64) for side in (least, most))
        return Band(np.maximum(low, self._M * self._polytope.least), np.minimum(high, self._M * self._polytope.most), t)

    def narrower(self, change: float) -> int:
        """Returns the number of bands that are narrower than `change`."""
        return int(np.searchsorted(self._levels, change - WHOLE))

    def first_possible(self) -> tuple[int, Floats]:
        """Returns the first band without a proof that it is too narrow, and the proof for the band before it (R)."""
        self._rows(self._M * self._polytope.lower, self._M * self._polytope.upper)
        self._model.set_cost(self._breaking)
        low, high = 0, len(self)
        proof = np.zeros(self._polytope.rows)
        while low < high:
            middle = (low + high) // 2
            solution = solve_within(self._model, *self._bounds(middle, 1.0))
            if solution.objective < -WHOLE:
                low, proof = middle + 1, solution.row_dual
            else:
                high = middle
        return low, proof

    def seats(self, number: int, dealt: Ints, left: int) -> Ints | None:
        """Whole totals inside a band, of which `given` are dealt already and the others fit `left` panels.

        As near to M·x as rounding allows where that is inside the band.
        """
        polytope = self._polytope
        image = polytope.times(dealt)
        self._rows(left * polytope.lower + image, left * polytope.upper + image)
        band = self.band(number)
        least, most = (
            np.maximum(band.least, dealt + left * polytope.least),
            np.minimum(band.most, dealt + left * polytope.most),
        )
        if (least > most).any():
            return None
        mean = polytope.count * self._m
        near_least, near_most = (np.clip(side, least, most) for side in (np.floor(mean), np.ceil(mean)))
        up = np.clip(2 * (mean - np.floor(mean)) - 1, -1.0, 1.0)
        none = np.zeros(len(self._free))
        self._model.set_cost(np.concatenate([up, none]))
        for low, high in ((near_least, near_most), (least, most)):
            lower, upper = np.concatenate([low, none]), np.concatenate([high, none])
            first = solve_within(self._model, lower, upper)
            whole = whole_near(self._model, polytope, lower, upper, first, Deadline())
            if whole is not None:
                return whole
        return None

    def _bounds(self, number: int, breaking: float) -> tuple[Floats, Floats]:
        band = self.band(number)
        return np.concatenate([band.least, 0 * self._free]), np.concatenate([band.most, breaking * self._free])

    def _rows(self, lower: Floats | Ints, upper: Floats | Ints) -> None:
        for row in np.flatnonzero((lower != self._model.row_lower) | (upper != self._model.row_upper)):
            self._model.set_row(int(row), float(lower[row]), float(upper[row]))
