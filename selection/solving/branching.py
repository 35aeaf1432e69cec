"""Proof that no panel is worth more than a target, where the relaxation allows more: a tree of multipliers.

At a node the relaxation's optimum is at most the target (a leaf: its multipliers prove it), or the node splits on the
entry farthest from whole. Rows may be broken at a price, so that a side without any panel has multipliers too: breaking
its rows costs more than it can be worth.

The node that allows most splits first. So when a tree would become too large, what it proves is as near to the target
as so many leaves can be.
"""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass, replace

import numpy as np

from selection.model.deadline import Deadline
from selection.model.tolerances import WHOLE
from selection.proof.certificate import Split, Tree
from selection.solving.multipliers import leaf
from selection.solving.polytope import Floats, Polytope
from selection.solving.solver import Model, Solution, Status

#: The price of breaking a row by one, in units of the largest value of one person.
BREAKING = 1000.0

#: Splits below one another, at most: a verifier reads no deeper.
DEEPEST = 300

Way = tuple[tuple[int, int, bool], ...]


@dataclass(frozen=True)
class Proven:
    """`tree` proves that no panel is worth more than `bound`; `whole`: that is the target. It has so many leaves."""

    tree: Tree
    bound: float
    whole: bool
    leaves: int


def prove(polytope: Polytope, value: Floats, target: float, leaves: int, deadline: Deadline) -> Proven:
    """A tree of at most `leaves` leaves, or one, for Σ value_p z_p ≤ target for every panel z."""
    program = _Program(polytope)
    program.price(value)
    root = _Node(program.solve(polytope.least.astype(float), polytope.most.astype(float)))
    order = itertools.count()
    waiting, leaf_count = [(-root.bound, -next(order), root)], 1
    while waiting[0][2].bound > target and leaf_count < leaves and not deadline.passed():
        worst = waiting[0][2]
        if worst.depth == DEEPEST or worst.distance <= WHOLE:
            break
        heapq.heappop(waiting)
        for side in worst.split(program, polytope):
            heapq.heappush(waiting, (-side.bound, -next(order), side))
        leaf_count += 1
    bound = waiting[0][2].bound
    return Proven(root.tree(), bound, bound <= target, leaf_count)


class _Node:
    """What the relaxation allows within the bounds of a node, and its two sides once it is split.

    `way`: from the root, (profile, at, whether the high side) per split.
    """

    def __init__(self, solution: Solution, way: Way = ()) -> None:
        self.bound, self.way, self.depth = solution.objective, way, len(way)
        self._leaf = leaf(solution.row_dual)
        self._sides: tuple[_Node, _Node] | None = None
        distance = np.abs(solution.x - np.rint(solution.x))
        self._profile = int(np.argmax(distance)) if len(distance) else 0
        self.distance = float(distance.max(initial=0.0))
        self._at = int(np.floor(solution.x[self._profile])) if len(distance) else 0

    def split(self, program: _Program, polytope: Polytope) -> tuple[_Node, _Node]:
        """The sides with at most the whole number below the entry farthest from whole, and with more."""
        ways = [(*self.way, (self._profile, self._at, high)) for high in (False, True)]
        low, high = (_Node(program.solve(*_bounds(polytope, way)), way) for way in ways)
        self._sides = low, high
        return self._sides

    def tree(self) -> Tree:
        if self._sides is None:
            return self._leaf
        low, high = self._sides
        return Split(self._profile, self._at, low.tree(), high.tree())


def _bounds(polytope: Polytope, way: Way) -> tuple[Floats, Floats]:
    least, most = polytope.least.astype(float), polytope.most.astype(float)
    for p, limit, high in way:
        if high:
            least[p] = limit + 1
        else:
            most[p] = limit
    return least, most


class _Program:
    """The relaxation, in which rows may be broken at a price."""

    def __init__(self, polytope: Polytope) -> None:
        P, R = len(polytope.count), polytope.rows
        breaks = [([r], [sign]) for r in range(R) for sign in (1.0, -1.0)]
        self._zeros, self._extra = (
            np.zeros(2 * R),
            np.full(2 * R, float(polytope.lower.sum() + polytope.most.sum()) + P),
        )
        self._model = Model(
            [*polytope.columns(), *breaks],
            polytope.lower,
            polytope.upper,
            np.concatenate([polytope.least, self._zeros]),
            np.concatenate([polytope.most, self._extra]),
            np.zeros(P + 2 * R),
        )

    def price(self, value: Floats) -> None:
        """What the seats of profiles are worth."""
        price = BREAKING * float(np.abs(value).max(initial=0.0)) or 1.0
        self._model.set_cost(np.concatenate([value, np.full(len(self._zeros), -price)]))

    def solve(self, least: Floats, most: Floats) -> Solution:
        """The optimum within these bounds; `x` by profile."""
        self._model.set_bounds(np.concatenate([least, self._zeros]), np.concatenate([most, self._extra]))
        solution = self._model.solve("a proof")
        assert solution.status is Status.OPTIMAL, "rows that may be broken leave a solution"
        return replace(solution, x=solution.x[: len(least)])
