"""Which points of a finite plane people take, so that its lines seat them at tables of the right size.

In the nets of `selection.nets` people are points of a plane over q elements and the tables of a round are the lines of
one direction. Nobody meets twice whoever takes which point; only the sizes of the tables depend on it. With T > q each
round has T − q tables more, each within a line of an unused direction: a point of such a line sits either there or at
its own line, as is convenient. Two people still meet once at most, as long as no such line serves twice.

With w_u chairs for point u (a group that stays together is one point of several chairs; most points hold one person,
some none) the search lowers

    Σ_{rounds, tables} dist(size, [⌊n/T⌋, ⌈n/T⌉])²

by two kinds of moves, chosen by heat bath while it cools: two points exchange what they hold, and a point goes from
its line to the extra table of that round or back. A group of w asks much of a plane: its table in each of R rounds has
room for ⌈n/T⌉ − w others, who are all different, so that everybody else must be on the lines that no round uses. What
can't be had is left to whoever repairs the sizes.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from selection.bath import Bath
from selection.seed import SeedStream

Ints = npt.NDArray[np.int64]

#: Steps of one search for each point of the plane, and the x of its heat bath from first to last.
STEPS_PER_POINT = 66
HOT, COLD = Fraction(40, 100), Fraction(10, 100)
STRIDE = 64


def fit(line: Ints, chairs: Ints, tables: int, rounds: int, stream: SeedStream) -> Ints | None:
    """Seats (rounds × units, tables from 0) that a plane gives; None when it has too few points or unused lines.

    `line` (q + 1 × q²): the line through each point in each direction. `chairs`: how many each unit takes. Sizes of
    tables may come out unequal.
    """
    q = line.shape[0] - 1
    extra = tables - q
    if len(chairs) > q * q or extra < 0 or rounds > q + 1 or rounds * extra > (q + 1 - rounds) * q:
        return None
    return _Places(line, chairs, tables, rounds, stream).search()


class _Places:
    def __init__(self, line: Ints, chairs: Ints, tables: int, rounds: int, stream: SeedStream) -> None:
        q, points = line.shape[0] - 1, line.shape[1]
        self._stream = stream
        self._units, self._tables, self._rounds = len(chairs), tables, rounds
        self.table = line[:rounds].copy()  # where whoever takes the point sits, by round
        self._other = np.full((rounds, points), -1)  # where they may sit too
        unused = [(d, t) for d in range(rounds, q + 1) for t in range(q)]
        for serving, (d, t) in enumerate(unused[: rounds * (tables - q)]):
            self._other[serving % rounds, line[d] == t] = q + serving // rounds
        self._switches = np.nonzero(self._other >= 0)
        at, to = self.table[self._switches].copy(), self._other[self._switches]
        self.table[self._switches], self._other[self._switches] = to, at
        order = list(range(points))
        self._stream.shuffle(order)
        self._unit = np.full(points, -1)
        self._unit[order[: self._units]] = np.arange(self._units)
        self._weight = np.append(chairs, 0)[self._unit]
        most = int(chairs.sum())
        self._low, self._high = most // tables, -(-most // tables)
        self._sizes = np.array([np.bincount(row, self._weight, tables) for row in self.table]).astype(np.int64)

    def search(self) -> Ints:
        bath, best, least = Bath(self._stream), self._seats(), self._cost()
        steps = STEPS_PER_POINT * len(self._unit)
        for step in range(steps):
            if step % STRIDE == 0:
                bath.cool((HOT * (steps - step) + COLD * step) / steps)
            self._move(bath)
            if step % STRIDE == STRIDE - 1 and (cost := self._cost()) < least:
                best, least = self._seats(), cost
                if not least:
                    break
        return best

    def _seats(self) -> Ints:
        """By unit."""
        taken = np.flatnonzero(self._unit >= 0)
        seats = np.empty((self._rounds, self._units), dtype=np.int64)
        seats[:, self._unit[taken]] = self.table[:, taken]
        return seats

    def _outside(self, sizes: Ints) -> Ints:
        distance: Ints = np.maximum(self._low - sizes, 0) + np.maximum(sizes - self._high, 0)
        return distance**2

    def _cost(self) -> int:
        return int(self._outside(self._sizes).sum())

    def _move(self, bath: Bath) -> None:
        taken = np.flatnonzero(self._unit >= 0)
        p = int(taken[self._stream.below(len(taken))])
        swaps, switches = self._cost_of_swaps(p), self._cost_of_switches()
        useful = np.concatenate([self._weight != self._weight[p], self._weight[self._switches[1]] > 0])
        chosen = bath.choose(np.concatenate([swaps, switches]), useful)
        if 0 <= chosen < len(swaps):
            self._swap(p, chosen)
        elif chosen >= 0:
            self._switch(chosen - len(swaps))

    def _cost_of_swaps(self, p: int) -> Ints:
        """The change of cost when point p exchanges what it holds with every point."""
        sizes = np.take_along_axis(self._sizes, self.table, axis=1)
        here, fewer = sizes[:, [p]], self._weight[p] - self._weight
        change = self._outside(sizes + fewer) - self._outside(sizes) + self._outside(here - fewer) - self._outside(here)
        total: Ints = (change * (self.table != self.table[:, [p]])).sum(axis=0)
        return total

    def _cost_of_switches(self) -> Ints:
        """The change of cost when a point sits at its other table."""
        r, p = self._switches
        weight, here, there = self._weight[p], self._sizes[r, self.table[r, p]], self._sizes[r, self._other[r, p]]
        change: Ints = self._outside(here - weight) - self._outside(here)
        return change + self._outside(there + weight) - self._outside(there)

    def _swap(self, p: int, other: int) -> None:
        fewer, rounds = self._weight[p] - self._weight[other], np.arange(self._rounds)
        self._sizes[rounds, self.table[:, p]] -= fewer
        self._sizes[rounds, self.table[:, other]] += fewer
        for held in (self._unit, self._weight):
            held[[p, other]] = held[[other, p]]

    def _switch(self, number: int) -> None:
        r, p = self._switches[0][number], self._switches[1][number]
        here, there = self.table[r, p], self._other[r, p]
        self._sizes[r, here] -= self._weight[p]
        self._sizes[r, there] += self._weight[p]
        self.table[r, p], self._other[r, p] = there, here
