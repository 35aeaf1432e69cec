"""Given reserves and many drop-out sets at once: which reserves step in, and how far the quotas are missed then.

Letters: scenario s has counts c_{sv} of value v among those who stay and e_s empty seats; reserve r has answers x_{rv}.
Exactly min(e_s, R) reserves step in. The shortfall of counts c is Σ_v w_v · dist(c_v, [min_v, max_v]) with
w_v = 1 / max(max_v, 1), kept as whole multiples of 1/WEIGHT so that sums are exact in any order.

Per scenario: greedily the reserve that lowers the shortfall most, then exchanges of one who steps in for one who
doesn't, until none helps. All scenarios move at the same time; arrays have the scenario as their first axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

#: Weights of values are whole multiples of one over this: fine enough, and sums of them fit in 24 bits.
WEIGHT = 2 * 10**5
#: More than any change of a shortfall.
NEVER = 1e15
#: Exchanges per scenario at most; each lowers the shortfall, so few are ever needed.
MOST_EXCHANGES = 50
#: Scenarios handled at a time: bounds the memory.
BLOCK = 20


@dataclass(frozen=True)
class Quotas:
    """min, max and w per value (V), in the order of the problem's features and values."""

    low: Floats
    high: Floats
    weight: Floats

    @classmethod
    def of(cls, low: Sequence[int], high: Sequence[int]) -> Quotas:
        weight = np.array([round(WEIGHT / max(most, 1)) for most in high], dtype=float)
        return cls(np.array(low, dtype=float), np.array(high, dtype=float), weight)

    def distance(self, counts: Floats) -> Floats:
        """dist(c_v, [min_v, max_v])."""
        return np.maximum(np.maximum(self.low - counts, counts - self.high), 0.0)

    def shortfall(self, counts: Floats) -> Floats:
        """Per scenario, in multiples of 1/WEIGHT."""
        total: Floats = self.distance(counts) @ self.weight
        return total

    def changes(self, counts: Floats) -> tuple[Floats, Floats]:
        """What one more, and what one fewer, of each value does to the shortfall."""
        now = self.distance(counts)
        return (self.distance(counts + 1) - now) * self.weight, (self.distance(counts - 1) - now) * self.weight


@dataclass
class Recourse:
    """Who steps in: `inside` (S × R); `counts` (S × V) then; `open_seats` (S) that no reserve was left for."""

    quotas: Quotas
    answers: Floats
    inside: Bools
    counts: Floats
    open_seats: Floats

    @property
    def shortfalls(self) -> Floats:
        """Per scenario (S)."""
        return self.quotas.shortfall(self.counts) / WEIGHT

    @property
    def shortfall(self) -> float:
        """The mean over the scenarios."""
        return float(self.quotas.shortfall(self.counts).sum()) / (WEIGHT * len(self.counts))

    @property
    def met(self) -> Floats:
        """The share of quotas that is met, per scenario (S)."""
        share: Floats = (self.quotas.distance(self.counts) == 0).mean(axis=1)
        return share

    def first(self, scenarios: int) -> Recourse:
        """The same for the first few scenarios."""
        few = slice(scenarios)
        return Recourse(self.quotas, self.answers, self.inside[few], self.counts[few], self.open_seats[few])

    def gains(self, others: Floats) -> Floats:
        """For one more reserve with answers `others` (P × V): how much the sum of shortfalls falls at least, P.

        In a scenario with an open seat the new one takes it; elsewhere it takes the place it improves most, if any.
        """
        kind = self._exact(others)
        more, fewer = self.quotas.changes(self.counts)
        enters, leaves = (more @ others.T).astype(kind), (fewer @ self.answers.T).astype(kind)
        bend, answers, new = -(more + fewer).astype(kind), self.answers.astype(kind), others.T.astype(kind)
        gains: Floats = -enters[self.open_seats > 0].sum(axis=0, dtype=np.float64)
        busy = np.flatnonzero((self.open_seats <= 0) & self.inside.any(axis=1))
        for first in range(0, len(busy), BLOCK):
            block = busy[first : first + BLOCK]
            at, r = np.nonzero(self.inside[block])
            s = block[at]
            change = (answers[r] * bend[s]) @ new + leaves[s, r][:, None]
            best = np.minimum.reduceat(change, np.searchsorted(at, np.arange(len(block))), axis=0)
            gains -= np.minimum(best + enters[block], 0).sum(axis=0, dtype=np.float64)
        return gains

    def _exact(self, others: Floats) -> np.dtype[np.floating[Any]]:
        """The narrowest kind of number in which sums of a few weights are exact: whole numbers below 2²⁴ or 2⁵³."""
        features = int(others.sum(axis=1).max(initial=1))
        largest = float(np.sort(self.quotas.weight)[-features:].sum())
        return np.dtype(np.float32 if 4 * largest < 1 << 24 else np.float64)


def step_in(quotas: Quotas, kept: Floats, empty: Floats, answers: Floats) -> Recourse:
    """Fill `empty` (S) seats beside `kept` (S × V) from reserves with `answers` (R × V)."""
    scenarios, reserves = len(kept), len(answers)
    seats = np.minimum(empty, reserves)
    inside = np.zeros((scenarios, reserves), dtype=np.bool_)
    counts = kept.copy()
    for filled in range(int(seats.max(initial=0))):
        busy = np.flatnonzero(seats > filled)
        more, _ = quotas.changes(counts[busy])
        change = np.where(inside[busy], NEVER, more @ answers.T)
        chosen = change.argmin(axis=1)
        inside[busy, chosen] = True
        counts[busy] += answers[chosen]
    recourse = Recourse(quotas, answers, inside, counts, empty - seats)
    _exchange(recourse)
    return recourse


def _exchange(recourse: Recourse) -> None:
    busy = np.flatnonzero(recourse.inside.any(axis=1) & ~recourse.inside.all(axis=1))
    for _ in range(MOST_EXCHANGES):
        if not len(busy):
            return
        inside, answers = recourse.inside[busy], recourse.answers
        more, fewer = recourse.quotas.changes(recourse.counts[busy])
        shared = (answers * (more + fewer)[:, None, :]) @ answers.T
        change = (fewer @ answers.T)[:, :, None] + (more @ answers.T)[:, None, :] - shared
        change[~(inside[:, :, None] & ~inside[:, None, :])] = NEVER
        flat = change.reshape(len(busy), -1)
        best = flat.argmin(axis=1)
        helps = flat[np.arange(len(busy)), best] < 0
        busy, (out, new) = busy[helps], np.divmod(best[helps], len(answers))
        recourse.inside[busy, out] = False
        recourse.inside[busy, new] = True
        recourse.counts[busy] += answers[new] - answers[out]
