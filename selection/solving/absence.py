"""Is anybody of a profile on a panel: a panel with them, or the proof that there is none, by one search.

With z_p ≥ 1 rows are broken as little as the relaxation can:

    min Σ_r |b_r|    such that    lower ≤ A z + b ≤ upper,    z inside its bounds

Where that is above 0 its multipliers, times `BREAKING`, bound z_p below 1: a leaf of the proof. Otherwise z is a panel,
or the search splits on the entry farthest from whole, and goes on with more of it first: one program follows another of
nearly the same bounds, and where there is a panel it is soon found. Profiles with an answer that nobody may have stay
out of the program; the row of that answer, which is 0, has whatever multiplier they need.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from selection.model.deadline import Deadline
from selection.model.tolerances import WHOLE
from selection.proof.certificate import Split, Tree
from selection.solving.multipliers import leaf
from selection.solving.polytope import Floats, Ints, Polytope
from selection.solving.solver import Model

#: The price of breaking a row by one, beside 1 for a seat: larger multipliers lose their last digits in a record.
BREAKING = 1000.0

#: Rows broken by less may be rounding: nothing is proven.
BROKEN = 1e-4

#: Splits below one another, at most: a verifier reads no deeper.
DEEPEST = 300


@dataclass
class _Node:
    """The bounds that splits leave; `multipliers` of a leaf, or where it was split and its two sides."""

    least: Floats
    most: Floats
    depth: int
    multipliers: Floats | None = None
    at: tuple[int, int] = (0, 0)
    sides: list[_Node] = field(default_factory=list)

    def split(self, p: int, at: int) -> list[_Node]:
        """The sides with at most `at` of profile p, and with more."""
        lowered, raised = self.most.copy(), self.least.copy()
        lowered[p], raised[p] = at, at + 1
        self.at = p, at
        self.sides = [_Node(self.least, lowered, self.depth + 1), _Node(raised, self.most, self.depth + 1)]
        return self.sides

    def tree(self) -> Tree:
        if self.multipliers is not None:
            return leaf(self.multipliers)
        low, high = self.sides
        return Split(*self.at, low.tree(), high.tree())


class Absence:
    """Searches among the panels of one polytope, of which the program is built once."""

    def __init__(self, polytope: Polytope) -> None:
        self._polytope = polytope
        R = polytope.rows
        nobody = np.append(polytope.upper == 0, False)[polytope.entries]
        self._out = (polytope.most == 0) | (nobody.any(axis=1) & (polytope.least == 0))
        self._lifted = np.flatnonzero(self._out & (polytope.most > 0))
        self._lifting = polytope.entries[self._lifted, nobody[self._lifted].argmax(axis=1)]
        self._in = np.flatnonzero(~self._out)
        columns = polytope.columns()
        breaks = [([r], [sign]) for r in range(R) for sign in (1.0, -1.0)]
        self._zeros, self._wide = np.zeros(2 * R), np.full(2 * R, float(polytope.lower.sum() + polytope.most.sum()))
        self._model = Model(
            [*(columns[p] for p in self._in), *breaks],
            polytope.lower,
            polytope.upper,
            np.append(polytope.least[self._in], self._zeros),
            np.append(polytope.most[self._in], self._wide),
            np.append(np.zeros(len(self._in)), self._zeros - 1.0),
        )

    def search(self, p: int, leaves: int, deadline: Deadline) -> Ints | Tree | None:
        """A panel with somebody of profile p, or a proof of at most `leaves` leaves that there is none, or neither."""
        polytope = self._polytope
        if self._out[p]:
            multipliers = np.zeros(polytope.rows)
            multipliers[self._lifting[self._lifted == p]] = 1.0
            return leaf(multipliers)
        root = _Node(polytope.least.astype(float), polytope.most.astype(float), 0)
        waiting, found = [root.split(p, 0)[1]], 1
        root.sides[0].multipliers = np.zeros(polytope.rows)
        while waiting and found <= leaves and not deadline.passed():
            node = waiting.pop()
            x = self._proven(node, p)
            if x is None:
                continue
            distance = np.abs(x - np.rint(x))
            widest = int(np.argmax(distance))
            if distance[widest] <= WHOLE or node.depth == DEEPEST:
                z = np.rint(x).astype(np.int64)
                return z if polytope.contains(z) else None
            waiting += node.split(widest, int(np.floor(x[widest])))
            found += 1
        return None if waiting else root.tree()

    def _proven(self, node: _Node, p: int) -> Floats | None:
        """Where rows are broken least within the bounds of a node; None where that proves z_p < 1, as it then has."""
        most = np.append(node.most[self._in], self._wide)
        self._model.set_bounds(np.append(node.least[self._in], self._zeros), most)
        solution = self._model.solve("a proof")
        if solution.objective < -BROKEN:
            multipliers = self._lift(solution.row_dual * BREAKING)
            if self._bound(multipliers, node, p) < 1.0 - WHOLE:
                node.multipliers = multipliers
                return None
        x = np.zeros(len(self._out))
        x[self._in] = solution.x[: len(self._in)]
        return x

    def _lift(self, multipliers: Floats) -> Floats:
        """The same, with as much on rows where nobody may be as takes away what those who are out are worth."""
        short = -self._polytope.transpose_times(multipliers)[self._lifted]
        np.maximum.at(lift := np.zeros(len(multipliers)), self._lifting, short)
        return multipliers + lift

    def _bound(self, multipliers: Floats, node: _Node, p: int) -> float:
        polytope = self._polytope
        rest = -polytope.transpose_times(multipliers)
        rest[p] += 1.0
        rows = np.maximum(multipliers * polytope.lower, multipliers * polytope.upper)
        return float(rows.sum() + np.maximum(rest * node.least, rest * node.most).sum())
