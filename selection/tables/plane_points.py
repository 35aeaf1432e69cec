"""Which points of a finite plane people take, so that its lines seat them at tables of the right size.

In the nets of `selection.tables.affine_nets` people are points of a plane over q elements and the tables of a round are
the lines of one direction. Nobody meets twice whoever takes which point; only the sizes of the tables depend on it.
With T > q each round has T − q tables more, each within a line of an unused direction: a point of such a line sits
either there or at its own line, as is convenient. Two people still meet once at most, as long as no such line serves
twice.

A group that stays together is no point. It sits at a table of its own choice in every round, and whoever sits at two of
those meets the whole group again. At a line the others must be few, ⌈n/T⌉ − w beside a group of w, so many of its
points must be empty; points where several of the group's lines cross serve all of these at once. In the plane over 8
elements, say, the six lines through four points, and the three points where opposite ones cross, leave five people on
each line for seven empty points: 57 people and a group of 3 at 8 tables meet nobody twice in 6 rounds. An extra table
is easier: every round another line of one unused direction joins the group there, and such lines have no point in
common. The largest groups stay at the extra tables, as long as there are unused directions; the others move about.

With w_g people in group g, k_gp rounds in which point p sits with it and k_gh rounds in which groups g and h share a
table the search lowers

    Σ_{rounds, tables} dist(size, [⌊n/T⌋, ⌈n/T⌉])²  +  Σ_{g, p taken} w_g (k_gp − 1)⁺  +  Σ_{g<h} w_g w_h (k_gh − 1)⁺

by three kinds of moves, chosen by heat bath while it cools: somebody goes to an empty point, or from their line to the
extra table of that round or back, or a group to another table. What can't be had is left to whoever repairs the sizes.
"""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from selection.model.seed import SeedStream
from selection.tables.heat_bath import Bath

Ints = npt.NDArray[np.int64]

#: Steps of one search for each point of the plane, and the x of its heat bath from first to last.
STEPS_PER_POINT = 66
HOT, COLD = Fraction(30, 100), Fraction(2, 100)
STRIDE = 64
#: One move in so many is a group's.
GROUP_MOVES = 4


def fit(line: Ints, chairs: Ints, tables: int, rounds: int, stream: SeedStream) -> Ints | None:
    """Seats (rounds × units, tables from 0) that a plane gives; None when it has too few points or unused lines.

    None too when everybody is in a group. `line` (q + 1 × q²): the line through each point in each direction. `chairs`:
    how many each unit takes, the largest first; a unit of more than one is a group. Sizes of tables may be unequal.
    """
    q = line.shape[0] - 1
    extra = tables - q
    singles = int((chairs == 1).sum())
    if not 0 < singles <= q * q or extra < 0 or rounds > q + 1 or rounds * extra > (q + 1 - rounds) * q:
        return None
    return _Places(line, chairs[chairs > 1], singles, tables, rounds, stream).search()


class _Places:
    """`table`, `_other` (rounds × points): where whoever takes a point sits, and may sit too; −1 for nowhere else."""

    def __init__(self, line: Ints, groups: Ints, singles: int, tables: int, rounds: int, stream: SeedStream) -> None:
        q, points = line.shape[0] - 1, line.shape[1]
        self._stream, self._groups, self._tables, self._rounds = stream, groups, tables, rounds
        parallel = rounds <= q and tables - q <= q + 1 - rounds
        self.table = line[:rounds].copy()
        self._other = np.full((rounds, points), -1)
        unused = [(d, t) for d in range(rounds, q + 1) for t in range(q)]
        for e, r in itertools.product(range(tables - q), range(rounds)):
            d, t = unused[e * (q if parallel else rounds) + r]
            self._other[r, line[d] == t] = q + e
        self._switches = np.nonzero(self._other >= 0)
        old, new = self.table[self._switches].copy(), self._other[self._switches]
        self.table[self._switches], self._other[self._switches] = new, old
        order = list(range(points))
        self._stream.shuffle(order)
        self._taken = np.zeros(points, dtype=np.bool_)
        self._taken[order[:singles]] = True
        self._staying = min(tables - q, len(groups)) if parallel else 0
        hosts = [stream.below(q) for _ in range(rounds * len(groups))]
        self._host = np.array(hosts, dtype=np.int64).reshape(-1, rounds)
        self._host[: self._staying] = np.arange(q, q + self._staying)[:, None]
        n = singles + int(groups.sum())
        self._low, self._high = n // tables, -(-n // tables)
        self._count()

    def _count(self) -> None:
        """Sizes of tables, k_gp, and what is lowered."""
        self._sizes = np.array([np.bincount(row, self._taken, self._tables) for row in self.table]).astype(np.int64)
        for weight, host in zip(self._groups, self._host, strict=True):
            self._sizes[np.arange(self._rounds), host] += weight
        self._with = (self._host[:, :, None] == self.table).sum(axis=1)
        joint = (self._host[:, None] == self._host).sum(axis=2)
        both = np.triu(np.outer(self._groups, self._groups) * np.maximum(joint - 1, 0), 1)
        self._cost = int(self._outside(self._sizes).sum() + self._again()[self._taken].sum() + both.sum())

    def search(self) -> Ints:
        """Returns the tables (rounds × units) of the best points."""
        bath, best, least = Bath(self._stream), self._seats(), self._cost
        steps = STEPS_PER_POINT * len(self._taken)
        for step in range(steps):
            if step % STRIDE == 0:
                bath.cool((HOT * (steps - step) + COLD * step) / steps)
            self._move(bath)
            if self._cost < least:
                best, least = self._seats(), self._cost
            if not least:
                break
        return best

    def _seats(self) -> Ints:
        return np.hstack([self._host.T, self.table[:, self._taken]])

    def _outside(self, sizes: Ints) -> Ints:
        distance: Ints = np.maximum(self._low - sizes, 0) + np.maximum(sizes - self._high, 0)
        return distance**2

    def _again(self) -> Ints:
        """Returns what it costs that whoever is at a point meets groups again, per point."""
        cost: Ints = self._groups @ np.maximum(self._with - 1, 0)
        return cost

    def _move(self, bath: Bath) -> None:
        moving = len(self._groups) - self._staying
        if moving and not self._stream.below(GROUP_MOVES):
            self._move_group(bath, self._staying + self._stream.below(moving), self._stream.below(self._rounds))
            return
        taken, empty = np.flatnonzero(self._taken), np.flatnonzero(~self._taken)
        p = int(taken[self._stream.below(len(taken))])
        cost = np.concatenate([self._cost_of_leaving(p, empty), self._cost_of_switches()])
        useful = np.concatenate([np.ones(len(empty), dtype=np.bool_), self._taken[self._switches[1]]])
        move = bath.choose(cost, useful)
        if move < 0:
            return
        self._cost += int(cost[move])
        if move < len(empty):
            self._leave(p, int(empty[move]))
        else:
            self._switch(move - len(empty))

    def _cost_of_leaving(self, p: int, empty: Ints) -> Ints:
        """Returns the change of cost when whoever is at point p goes to an empty one, per empty point."""
        new, old = self.table[:, empty], self.table[:, [p]]
        joined, left = np.take_along_axis(self._sizes, new, axis=1), np.take_along_axis(self._sizes, old, axis=1)
        change = self._outside(joined + 1) - self._outside(joined) + self._outside(left - 1) - self._outside(left)
        again = self._again()
        total: Ints = (change * (new != old)).sum(axis=0) + again[empty] - again[p]
        return total

    def _cost_of_switches(self) -> Ints:
        """Returns the change of cost when whoever is at a point sits at its other table, per switch."""
        r, p = self._switches
        old, new = self.table[r, p], self._other[r, p]
        left, joined = self._sizes[r, old], self._sizes[r, new]
        change: Ints = self._outside(left - 1) - self._outside(left) + self._outside(joined + 1) - self._outside(joined)
        now, host = self._with[:, p], self._host[:, r]
        then = now - (host == old) + (host == new)
        again: Ints = self._groups @ (np.maximum(then - 1, 0) - np.maximum(now - 1, 0))
        return change + again

    def _leave(self, p: int, new: int) -> None:
        rounds = np.arange(self._rounds)
        self._sizes[rounds, self.table[:, p]] -= 1
        self._sizes[rounds, self.table[:, new]] += 1
        self._taken[[p, new]] = False, True

    def _switch(self, number: int) -> None:
        r, p = self._switches[0][number], self._switches[1][number]
        left, joined = self.table[r, p], self._other[r, p]
        self._sizes[r, left] -= 1
        self._sizes[r, joined] += 1
        self._with[:, p] += (self._host[:, r] == joined).astype(np.int64) - (self._host[:, r] == left)
        self.table[r, p], self._other[r, p] = joined, left

    def _move_group(self, bath: Bath, g: int, r: int) -> None:
        """Moves group g to another table in round r, or leaves it, as the bath chooses."""
        weight, now, table = int(self._groups[g]), int(self._host[g, r]), self.table[r]
        before = self._with[g] - (table == now)
        cost = weight * np.bincount(table, self._taken & (before > 0), self._tables).astype(np.int64)
        met = (self._host == self._host[g]).sum(axis=1) - (self._host[:, r] == now)
        for h in np.flatnonzero(met > 0):
            cost[self._host[h, r]] += weight * self._groups[h] * (h != g)
        sizes = self._sizes[r].copy()
        sizes[now] -= weight
        cost += self._outside(sizes + weight) - self._outside(sizes)
        change = cost - cost[now]
        new = bath.choose(change, np.arange(self._tables) != now)
        if new >= 0:
            self._cost += int(change[new])
            self._host[g, r] = new
            self._with[g] = before + (table == new)
            sizes[new] += weight
            self._sizes[r] = sizes
