"""A seating that is being improved: who sits where, what it costs, and two kinds of exchange.

Letters: person i sits in round r at table s_{r,i}; m_{ij} is the number of rounds in which i and j share a table;
c_{r,t,v} counts value v of the chosen features at table t in round r, whose fair range is [lo, hi], the floor and the
ceiling of the value's share (people with v) · (size of the table) / n. The cost of a seating is

    α Σ_{i<j} (m_{ij} − 1)⁺  +  β Σ_{r,t,v} dist(c_{r,t,v}, [lo, hi])²

An exchange swaps the chairs of two people, in one round (`exchange`) or in all rounds at once (`trade`; that keeps who
meets whom as a pattern, so a net stays a net). For one person the change of cost with every other person is computed
at once, and one is chosen by heat bath (`selection.tables.heat_bath`).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Seating:
    """Seats of shape (rounds, n), tables from 0; `values` of shape (n, features), numbered through over all features.

    `locked` (rounds, n) marks chairs that no exchange may touch. Sizes of tables never change.
    """

    def __init__(self, seats: Ints, tables: int, values: Ints, kinds: int, locked: Bools) -> None:
        self.seats, self.values, self.locked = seats.copy(), values, locked
        self.rounds, self.n = seats.shape
        self.tables, self.kinds = tables, kinds
        self.met = (seats[:, :, None] == seats[:, None, :]).sum(axis=0)
        np.fill_diagonal(self.met, 0)
        onehot = np.zeros((self.n, kinds), dtype=np.int64)
        np.put_along_axis(onehot, values, 1, axis=1)
        sits_at = (seats[:, :, None] == np.arange(tables)).astype(np.int64)  # rounds, n, tables
        sizes = sits_at.sum(axis=1)
        self.counts = np.einsum("rnt,nv->rtv", sits_at, onehot)
        share = onehot.sum(axis=0) * sizes[:, :, None]
        self.low, self.high = share // self.n, -(-share // self.n)
        # penalties of one more and one fewer, by count: tables × values × (0 … largest table)
        count = np.arange(int(sizes.max()) + 3) - 1
        outside = np.maximum(self.low[..., None] - count, 0) + np.maximum(count - self.high[..., None], 0)
        self._more = np.diff(outside**2, axis=-1)[..., 1:]
        self._fewer = -np.diff(outside**2, axis=-1)[..., :-1]
        self.more = np.take_along_axis(self._more, self.counts[..., None], axis=-1)[..., 0]
        self.fewer = np.take_along_axis(self._fewer, self.counts[..., None], axis=-1)[..., 0]
        self._kinds = np.arange(kinds)

    @property
    def repeats(self) -> int:
        """Σ_{i<j} (m_ij − 1)⁺."""
        return int(np.maximum(self.met - 1, 0).sum()) // 2

    @property
    def outside(self) -> Ints:
        """dist(c, [lo, hi]) for every round, table and value."""
        distance: Ints = np.maximum(self.low - self.counts, 0) + np.maximum(self.counts - self.high, 0)
        return distance

    def cost_of_repeats(self, r: int, i: int) -> Ints:
        """Returns the change of Σ(m − 1)⁺ when i and j exchange chairs in round r, for every j at another table."""
        seat, a = self.seats[r], self.seats[r, i]
        mates = np.flatnonzero(seat == a)
        before = self.met > 0
        twice = self.met > 1
        joins = before[:, mates].sum(axis=1) - before[:, i]
        enters = np.bincount(seat, weights=before[i], minlength=self.tables).astype(np.int64)[seat] - before[i]
        leaves = (twice & (seat[:, None] == seat)).sum(axis=1)
        change: Ints = joins + enters - leaves - leaves[i]
        return change

    def cost_of_balance(self, rounds: slice, i: int) -> Ints:
        """Returns the change of Σ dist² when i and j exchange chairs in those rounds, for every j."""
        mine, others, seat = self.values[i], self.values, self.seats[rounds]
        a, r = seat[:, i], np.arange(self.rounds)[rounds]
        more, fewer = self.more, self.fewer
        R, B = r[:, None, None], seat[:, :, None]
        cost = more[R, B, mine] + fewer[R, B, others]
        cost += more[r, a][:, others] + fewer[r[:, None], a[:, None], mine][:, None, :]
        cost *= (others != mine) & (seat != a[:, None])[:, :, None]
        total: Ints = cost.sum(axis=(0, 2))
        return total

    def exchange(self, r: int, i: int, j: int) -> None:
        """Swaps the chairs of i and j, at two tables, in round r."""
        seat = self.seats[r]
        a, b = int(seat[i]), int(seat[j])
        for person, table in ((i, a), (j, b)):
            self._meet(person, np.flatnonzero(seat == table), -1)
        seat[i], seat[j] = b, a
        for person, table in ((i, b), (j, a)):
            self._meet(person, np.flatnonzero(seat == table), 1)
        self._recount(r, a, i, j)
        self._recount(r, b, j, i)

    def trade(self, i: int, j: int) -> None:
        """Swaps the chairs of i and j in every round."""
        for r in range(self.rounds):
            a, b = int(self.seats[r, i]), int(self.seats[r, j])
            if a != b:
                self._recount(r, a, i, j)
                self._recount(r, b, j, i)
        self.seats[:, [i, j]] = self.seats[:, [j, i]]
        self.met[[i, j]] = self.met[[j, i]]
        self.met[:, [i, j]] = self.met[:, [j, i]]

    def relabel(self, r: int, t: int, u: int) -> None:
        """Swaps the numbers of tables t and u in round r: the same people, at the other number."""
        seat = self.seats[r]
        first, second = seat == t, seat == u
        seat[first], seat[second] = u, t
        for by_table in (self.counts, self.low, self.high, self.more, self.fewer, self._more, self._fewer):
            by_table[r, [t, u]] = by_table[r, [u, t]]

    def _meet(self, person: int, mates: Ints, change: int) -> None:
        self.met[person, mates] += change
        self.met[mates, person] += change
        self.met[person, person] = 0

    def _recount(self, r: int, t: int, leaver: int, comer: int) -> None:
        counts = self.counts[r, t]
        counts[self.values[leaver]] -= 1
        counts[self.values[comer]] += 1
        self.more[r, t] = self._more[r, t, self._kinds, counts]
        self.fewer[r, t] = self._fewer[r, t, self._kinds, counts]
