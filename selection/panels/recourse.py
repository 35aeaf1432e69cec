"""Given reserves and many drop-out sets at once: which reserves step in, and how far the quotas are missed then.

Letters: scenario s has counts c_{sv} of value v among those who stay and e_s empty seats; reserve r has answers x_{rv}.
At most min(e_s, R) reserves step in. The shortfall of counts c is Σ_v w_v · dist(c_v, [min_v, max_v]) with
w_v = 1 / max(max_v, 1), kept as whole multiples of 1/WEIGHT: sums are exact in any order. The last v is no value but
the size of the panel: everybody has it, min = max = k and w = 1/k, so an open seat counts as one of k missing.

Per scenario: greedily the reserve that lowers the shortfall most, then exchanges of one who steps in (or an open seat)
for one who doesn't (or nobody), until none helps. Where the seats are better left open, they are: reserves are never
worse than none. All scenarios move at the same time; arrays have the scenario as their first axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from selection.model.pairs import REST
from selection.model.problem import Problem

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
    """min, max and w per value (V − 1), in the order of the problem's features and values, and of the size (last)."""

    low: Floats
    high: Floats
    weight: Floats
    #: which of them somebody asked for: not the size, and not the rest beside the combinations of two features
    asked: Bools

    @classmethod
    def of_problem(cls, problem: Problem) -> Quotas:
        quotas = [quota for values in problem.features.values() for quota in values.values()]
        low, high = ([getattr(q, end) for q in quotas] + [problem.seats] for end in ("min", "max"))
        weight = np.array([round(WEIGHT / max(most, 1)) for most in high], dtype=float)
        asked = np.array([value != REST for values in problem.features.values() for value in values] + [False])
        return cls(np.array(low, dtype=float), np.array(high, dtype=float), weight, asked)

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
    """Who steps in: `inside` (S × R); `counts` (S × V) then; `open_seats` (S) that nobody took."""

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
        share: Floats = (self.quotas.distance(self.counts)[:, self.quotas.asked] == 0).mean(axis=1)
        return share

    def first(self, scenarios: int) -> Recourse:
        """The same for the first few scenarios."""
        few = slice(scenarios)
        return Recourse(self.quotas, self.answers, self.inside[few], self.counts[few], self.open_seats[few])

    def gains(self, others: Floats) -> Floats:
        """For one more reserve with answers `others` (P × V): how much the sum of shortfalls falls at least, P.

        In a scenario with an open seat the new one takes it, elsewhere the place it improves most, if that helps.
        """
        kind = self._exact(others)
        more, fewer = self.quotas.changes(self.counts)
        enters, leaves = (more @ others.T).astype(kind), (fewer @ self.answers.T).astype(kind)
        bend, answers, new = -(more + fewer).astype(kind), self.answers.astype(kind), others.T.astype(kind)
        gains: Floats = -np.minimum(enters[self.open_seats > 0], 0).sum(axis=0, dtype=np.float64)
        busy = np.flatnonzero((self.open_seats <= 0) & self.inside.any(axis=1))
        for first in range(0, len(busy), BLOCK):
            block = busy[first : first + BLOCK]
            place, r = np.nonzero(self.inside[block])
            s = block[place]
            change = (answers[r] * bend[s]) @ new + leaves[s, r][:, None]
            best = np.minimum.reduceat(change, np.searchsorted(place, np.arange(len(block))), axis=0)
            gains -= np.minimum(best + enters[block], 0).sum(axis=0, dtype=np.float64)
        return gains

    def _exact(self, others: Floats) -> np.dtype[np.floating[Any]]:
        """The narrowest kind of number in which sums of a few weights are exact: whole numbers below 2²⁴ or 2⁵³."""
        features = int(others.sum(axis=1).max(initial=1))
        largest = float(np.sort(self.quotas.weight)[-features:].sum())
        return np.dtype(np.float32 if 4 * largest < 1 << 24 else np.float64)


def answer_rows(problem: Problem, people: Sequence[str]) -> Floats:
    """Which values each of `people` has (people × V), in the order of `Quotas`; the last, the size, everybody."""
    pairs = [(feature, value) for feature, values in problem.features.items() for value in values]
    column = {pair: v for v, pair in enumerate(pairs)}
    rows = np.zeros((len(people), len(pairs) + 1))
    rows[:, -1] = 1.0
    for row, person in zip(rows, people, strict=True):
        row[[column[pair] for pair in zip(problem.features, problem.people[person], strict=True)]] = 1.0
    return rows


def step_in(quotas: Quotas, kept: Floats, empty: Floats, answers: Floats) -> Recourse:
    """Fill `empty` (S) seats beside `kept` (S × V) from reserves with `answers` (R × V), as far as that helps."""
    scenarios, reserves = len(kept), len(answers)
    seats = np.minimum(empty, reserves)
    inside = np.zeros((scenarios, reserves), dtype=np.bool_)
    counts = kept.copy()
    for filled in range(int(seats.max(initial=0))):
        busy = np.flatnonzero(seats > filled)
        more, _ = quotas.changes(counts[busy])
        change = np.where(inside[busy], NEVER, more @ answers.T)
        reserve = change.argmin(axis=1)
        inside[busy, reserve] = True
        counts[busy] += answers[reserve]
    recourse = Recourse(quotas, answers, inside, counts, empty - seats)
    _exchange(recourse)
    _leave_open(recourse, kept, empty)
    return recourse


def _exchange(recourse: Recourse) -> None:
    """Exchanges until none helps; the last of `people` is nobody, who has no answers and whom all open seats hold."""
    people = np.vstack([recourse.answers, np.zeros(recourse.answers.shape[1])])
    nobody = len(recourse.answers)
    busy = np.arange(len(recourse.counts)) if nobody else np.zeros(0, dtype=np.int64)
    for _ in range(MOST_EXCHANGES):
        if not len(busy):
            return
        seated = np.column_stack([recourse.inside[busy], recourse.open_seats[busy] > 0])
        free = np.column_stack([~recourse.inside[busy], np.ones(len(busy), dtype=np.bool_)])
        more, fewer = recourse.quotas.changes(recourse.counts[busy])
        shared = (people * (more + fewer)[:, None, :]) @ people.T
        change = (fewer @ people.T)[:, :, None] + (more @ people.T)[:, None, :] - shared
        change[~(seated[:, :, None] & free[:, None, :])] = NEVER
        flat = change.reshape(len(busy), -1)
        best = flat.argmin(axis=1)
        helps = flat[np.arange(len(busy)), best] < 0
        busy, (out, new) = busy[helps], np.divmod(best[helps], nobody + 1)
        left, joined = out < nobody, new < nobody
        recourse.inside[busy[left], out[left]] = False
        recourse.inside[busy[joined], new[joined]] = True
        recourse.counts[busy] += people[new] - people[out]
        recourse.open_seats[busy] += joined * -1.0 + left


def _leave_open(recourse: Recourse, kept: Floats, empty: Floats) -> None:
    """Nobody steps in where that is better."""
    worse = recourse.quotas.shortfall(recourse.counts) > recourse.quotas.shortfall(kept)
    recourse.inside[worse] = False
    recourse.counts[worse], recourse.open_seats[worse] = kept[worse], empty[worse]
