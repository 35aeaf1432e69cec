"""From the vertex of a relaxation to a panel: exchange a few people until every row holds.

A vertex has as many fractional entries as independent rows, and those alone hardly ever have whole numbers that fit: a
dive gets lost. So the rounded vertex z is first brought near with exchanges of one person for another that make Σ m²
smaller, where m is what the tight rows miss. Then some people U come up and as many D go down, with

    Σ_{p ∈ U} A_p  =  m + Σ_{p ∈ D} A_p

All U of a size, and all D, are listed, and rows hashed to one whole number by a linear map: equal sums are found by
sorting. N subsets on either side are N² exchanges in time N log N. Candidates are people whose reduced costs are
nearest to 0; of the exchanges that fit the cheapest is taken. Where none fits, z is moved a little and tried again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from selection.model.deadline import Deadline
from selection.model.tolerances import FACE
from selection.solving.diving import SHORT, dive
from selection.solving.polytope import Floats, Ints, Polytope
from selection.solving.solver import INFINITY, Model, Solution, Status
from selection.solving.triples import Threes, Triples, row_keys

Flags = NDArray[np.bool_]

#: People who may be exchanged, at most; the most in an exchange from either side.
CANDIDATES, LARGEST = 500, 5

#: The exchange that `Threes` are for.
THREE = 3

#: Subsets of one side and size, at most; up to so many people they are those of the first people, else all or none.
SUBSETS, PART = 150_000, 3

#: Exchanges with the right sums that are looked at, the cheapest first.
LOOKED_AT = 300

#: Starts from one vertex; people moved up and down between them; exchanges of one person to come near, at most.
STARTS, KICKED, APPROACH = 12, 5, 100
GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True)
class Vertex:
    """`x` within `least` and `most`, in rows from `low` to `high`; `loss` per seat away from it: |reduced costs|."""

    x: Floats
    least: Floats
    most: Floats
    low: Floats
    high: Floats
    loss: Floats


def whole_near(
    model: Model,
    polytope: Polytope,
    lower: Floats,
    upper: Floats,
    solution: Solution,
    deadline: Deadline,
    floor: float = -INFINITY,
    threes: Threes | None = None,
) -> Ints | None:
    """Whole numbers by profile near `solution`, the optimum of `model` within these bounds: by a short dive or swaps.

    `model` has the profiles of `polytope` as its first columns, and rows of its own bounds. They are worth more than
    `floor`. `threes`: kept for the next vertex. None where nothing is found.
    """
    P = len(polytope.count)
    z = dive(model, lower, upper, solution, deadline, floor, SHORT)
    if z is not None or solution.status is not Status.OPTIMAL or model.integers:
        return None if z is None else z[:P]
    cost = model.cost[:P]
    loss = np.abs(cost - polytope.transpose_times(solution.row_dual))
    rows = np.array(model.row_lower), np.array(model.row_upper)
    z = near(polytope, Vertex(solution.x[:P], lower[:P], upper[:P], *rows, loss), deadline, threes)
    return z if z is not None and float(cost @ z) > floor else None


def near(polytope: Polytope, vertex: Vertex, deadline: Deadline, threes: Threes | None = None) -> Ints | None:
    """A panel near `vertex` within its bounds, None where no exchange is found."""
    search = _Search(polytope, vertex)
    for start in range(STARTS):
        if deadline.passed():
            break
        search.approach(start)
        z = search.exchanged(0)
        table = search.table(threes) if z is None and threes is not None else None
        if table is not None:
            z = search.exchanged_by(*table)
        elif z is None:
            z = next((z for size in range(1, LARGEST + 1) if (z := search.exchanged(size)) is not None), None)
        if z is not None:
            return z
    return None


class _Search:
    """`z`: whole numbers near the vertex; only `people` move, of whom row i of `A` has the tight rows."""

    def __init__(self, polytope: Polytope, vertex: Vertex) -> None:
        self._polytope, self._vertex = polytope, vertex
        image = polytope.times(vertex.x)
        self._tight = (vertex.high - image < FACE) | (image - vertex.low < FACE)
        self._target = np.where(vertex.high - image < FACE, vertex.high, vertex.low)
        moving = np.flatnonzero(vertex.least < vertex.most)
        self.people = moving[np.argsort(vertex.loss[moving], kind="stable")][:CANDIDATES]
        rows = np.zeros((len(self.people), polytope.rows + 1))
        np.put_along_axis(rows, polytope.entries[self.people], 1.0, axis=1)
        self._rows, self._entries = rows[:, :-1], polytope.entries[self.people]
        tight = self._rows[:, self._tight]
        self._common = tight @ tight.T  # tight rows that two people have in common
        self._keys = (self._rows * self._tight).astype(np.int64) @ row_keys(polytope.rows)
        self.z = np.rint(vertex.x).astype(np.int64)

    def missing(self) -> Floats:
        """What rows miss: the tight ones of where they are at the vertex, others of their bounds."""
        image, vertex = self._polytope.times(self.z), self._vertex
        inside = np.clip(image, vertex.low, vertex.high)
        return np.asarray(np.where(self._tight, self._target, inside) - image)

    def approach(self, start: int) -> None:
        """Exchange people one for another, or seat one, as long as rows come nearer."""
        if start:
            self._kick(start)
        missing = self.missing()
        for _ in range(APPROACH):
            before, z = float(missing @ missing), self.z.copy()
            self._exchange_one(missing)
            missing = self.missing()
            if float(missing @ missing) >= before:
                self.z = z
                break

    def _exchange_one(self, missing: Floats) -> None:
        """The exchange of one person, or seat taken or left, after which rows miss least, if those inside stay so."""
        rows = self._tight | (missing != 0)
        own = np.append(rows, False)[self._entries].sum(axis=1)
        pull = 2 * np.append(missing * rows, 0.0)[self._entries].sum(axis=1)
        up, down = np.flatnonzero(self._room(1)), np.flatnonzero(self._room(-1))
        change = np.zeros((len(up) + 1, len(down) + 1))
        change[:-1] += (own - pull)[up][:, None]
        change[:, :-1] += (own + pull)[down]
        change[:-1, :-1] -= 2 * self._common[np.ix_(up, down)]
        for row in np.flatnonzero(rows & ~self._tight).tolist():
            change[:-1, :-1] -= 2 * np.outer(self._rows[up, row], self._rows[down, row])
        i, j = np.unravel_index(int(np.argmin(change)), change.shape)
        self.z[self.people[up[i : i + 1]]] += 1
        self.z[self.people[down[j : j + 1]]] -= 1

    def _kick(self, start: int) -> None:
        """Exchange a few people, others at each start but always the same."""
        for step in (1, -1):
            free = np.flatnonzero(self._room(step))
            order = np.modf(GOLDEN * (start + 0.5 * step) * np.arange(1, len(free) + 1))[0]
            self.z[self.people[free[np.argsort(order, kind="stable")[:KICKED]]]] += step

    def _room(self, step: int) -> np.ndarray:
        z, vertex = self.z[self.people], self._vertex
        return z < vertex.most[self.people] if step > 0 else z > vertex.least[self.people]

    def exchanged(self, size: int) -> Ints | None:
        """The cheapest panel with `size` people exchanged, and so many more up or down as seats are missing."""
        missing = self.missing()
        more = int(missing[0])
        up, down = np.flatnonzero(self._room(1)), np.flatnonzero(self._room(-1))
        ups, downs = _subsets(len(up), size + max(more, 0)), _subsets(len(down), size + max(-more, 0))
        if ups is None or downs is None:
            return None
        goal = np.where(self._tight, missing, 0.0).astype(np.int64) @ row_keys(len(missing))
        first, second = _equal(_sums(self._keys[up], ups), _sums(self._keys[down], downs) + goal)
        loss = self._vertex.loss[self.people]
        cost = _sums(loss[up], ups[first]) + _sums(loss[down], downs[second])
        for j in np.argsort(cost, kind="stable")[:LOOKED_AT].tolist():
            z = self.z.copy()
            z[self.people[up[ups[first[j]]]]] += 1
            z[self.people[down[downs[second[j]]]]] -= 1
            if self._fits(z):
                return z
        return None

    def table(self, threes: Threes) -> tuple[Triples, Flags] | None:
        """The threes of people who may move, by the rows that have one value only; None when there are none."""
        return threes.table(self._vertex.low == self._vertex.high, self.people, self._rows)

    def exchanged_by(self, triples: Triples, fixed: Flags) -> Ints | None:
        """The cheapest panel with three people more, and as many less as leave the seats that are wanted."""
        missing = self.missing()
        down, size = np.flatnonzero(self._room(-1)), THREE - int(missing[0])
        downs = _subsets(len(down), size) if 0 <= size <= LARGEST else None
        if downs is None:
            return None
        keys = (self._rows * fixed).astype(np.int64) @ row_keys(len(fixed))
        short = np.where(fixed, self._vertex.low - self._polytope.times(self.z), 0.0)
        wanted = _sums(keys[down], downs) + short.astype(np.int64) @ row_keys(len(fixed))
        ups, second = triples.matching(wanted)
        return self._cheapest(triples.people[ups], self.people[down[downs[second]]])

    def _cheapest(self, ups: Ints, downs: Ints) -> Ints | None:
        """The panel with one row of profiles `ups` more and `downs` less (m × their number) that costs least."""
        loss = self._vertex.loss
        for j in np.argsort(_sums(loss, ups) + _sums(loss, downs), kind="stable").tolist():
            z = self.z.copy()
            np.add.at(z, ups[j], 1)
            np.add.at(z, downs[j], -1)
            if self._fits(z):
                return z
        return None

    def _fits(self, z: Ints) -> bool:
        image, vertex = self._polytope.times(z), self._vertex
        within = (z >= vertex.least).all() and (z <= vertex.most).all()
        return bool(within and (image >= vertex.low).all() and (image <= vertex.high).all())


def _equal(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """The places i and j of all left_i = right_j."""
    if len(left) > len(right):
        j, i = _equal(right, left)
        return i, j
    order = np.argsort(left, kind="stable")
    ordered = left[order]
    first = np.searchsorted(ordered, right)
    matching = np.flatnonzero(ordered[np.minimum(first, len(left) - 1)] == right)
    first = first[matching]
    counts = np.searchsorted(ordered, right[matching], "right") - first
    start = np.repeat(first - np.cumsum(counts) + counts, counts)
    return order[start + np.arange(int(counts.sum()))], np.repeat(matching, counts)


def _sums(values: Any, subsets: Ints) -> Any:
    """Σ of the values of each subset (rows of places), by columns: numpy is slow along a short row."""
    total = np.zeros(len(subsets), dtype=values.dtype)
    for column in subsets.T:
        total += values[column]
    return total


def _subsets(m: int, size: int) -> Ints | None:
    """All subsets of this size of the first of `m` places, at most SUBSETS; None for too few places or too many."""
    if m < size or (size > PART and comb(m, size) > SUBSETS):
        return None
    while comb(m, size) > SUBSETS:
        m -= 1
    return _combinations(m, size)


@cache
def _combinations(m: int, size: int) -> Ints:
    """All subsets in the order of their places: after a first place those of one less that begin later."""
    if size < 2:
        return np.arange(m**size).reshape(-1, 1)[:, :size]
    rest = _combinations(m, size - 1)
    later = np.searchsorted(rest[:, 0], np.arange(m) + 1)
    counts = len(rest) - later
    start = np.repeat(later - np.cumsum(counts) + counts, counts)
    tails = rest[start + np.arange(int(counts.sum()))]
    return np.asfortranarray(np.column_stack([np.repeat(np.arange(m), counts), tails]))
