"""Annealing by heat bath: one of many changes, each with weight x^Δ for its change of cost Δ; staying weighs 1.

0 < x < 1: the smaller, the colder. Everything is integer arithmetic, so the outcome is the same on every machine.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from selection.model.seed import SeedStream

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: Weights x^Δ are kept as multiples of 2⁻²⁰, with Δ between ∓these: an n-fold sum stays far below 2⁶³.
WEIGHT_ONE = 1 << 20
DELTA_RANGE = 40


class Bath:
    """Chooses among changes of cost with weight x^Δ."""

    def __init__(self, stream: SeedStream) -> None:
        self._stream = stream
        self._weights = np.zeros(2 * DELTA_RANGE + 1, dtype=np.int64)

    def cool(self, x: Fraction) -> None:
        """Sets x."""
        powers = [int(WEIGHT_ONE * x**change) for change in range(-DELTA_RANGE, DELTA_RANGE + 1)]
        self._weights = np.minimum(np.array(powers, dtype=object), 1 << 50).astype(np.int64)

    def choose(self, change: Ints, allowed: Bools) -> int:
        """Returns an index that is allowed, or −1 for staying."""
        if not len(change):
            return -1
        within = np.minimum(np.maximum(change, -DELTA_RANGE), DELTA_RANGE)
        weights = self._weights[within + DELTA_RANGE] * allowed
        sums = np.cumsum(weights)
        pick = self._stream.below(int(sums[-1]) + WEIGHT_ONE)
        return int(np.searchsorted(sums, pick, side="right")) if pick < sums[-1] else -1
