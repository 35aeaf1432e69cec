"""Proof that no panel is worth more than a target, where the relaxation allows more: a tree of multipliers.

At a node the relaxation's optimum is at most the target (a leaf: its multipliers prove it), or the node splits on the
entry farthest from whole. Rows may be broken at a price, so that a side without any panel has multipliers too: breaking
its rows costs more than it can be worth.

A tree that would become too large is left as it is: its leaves then prove a bound above the target.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from selection.certificate import Split, Tree
from selection.deadline import Deadline
from selection.polytope import Floats, Polytope
from selection.solver import Model, Status
from selection.stages import leaf
from selection.tolerances import WHOLE

#: The price of breaking a row by one, in units of the largest value of one person.
BREAKING = 1000.0

#: Splits below one another, at most: a verifier reads no deeper.
DEEPEST = 300


@dataclass(frozen=True)
class Proven:
    """`tree` proves what `whole` says: the target was reached; otherwise something above it. It has so many leaves."""

    tree: Tree
    whole: bool
    leaves: int


def prove(polytope: Polytope, value: Floats, target: float, leaves: int, deadline: Deadline) -> Proven:
    """A tree of at most about so many `leaves` for Σ value_p z_p ≤ target for every panel z."""
    prover = _Prover(polytope, value, target, leaves, deadline)
    tree = prover.node(polytope.least.astype(float), polytope.most.astype(float), DEEPEST)
    return Proven(tree, prover.whole, prover.leaves)


class _Prover:
    def __init__(self, polytope: Polytope, value: Floats, target: float, most: int, deadline: Deadline) -> None:
        P, R = len(polytope.count), polytope.rows
        self._target, self._most, self._deadline = target, most, deadline
        self.leaves, self.whole = 0, True
        price = BREAKING * float(np.abs(value).max(initial=1e-9))
        breaks = [([r], [sign]) for r in range(R) for sign in (1.0, -1.0)]
        self._extra = np.full(2 * R, float(polytope.lower[0]) + P)
        self._model = Model(
            [*polytope.columns(), *breaks],
            polytope.lower,
            polytope.upper,
            np.concatenate([polytope.least, np.zeros(2 * R)]),
            np.concatenate([polytope.most, self._extra]),
            np.concatenate([value, np.full(2 * R, -price)]),
        )

    def node(self, least: Floats, most: Floats, depth: int) -> Tree:
        zeros = np.zeros(len(self._extra))
        self._model.set_bounds(np.concatenate([least, zeros]), np.concatenate([most, self._extra]))
        solution = self._model.solve("a proof")
        assert solution.status is Status.OPTIMAL, "rows that may be broken leave a solution"
        z = solution.x[: len(least)]
        distance = np.abs(z - np.rint(z))
        if solution.objective <= self._target:
            self.leaves += 1
            return leaf(solution.row_dual)
        full = self.leaves >= self._most or depth == 0 or self._deadline.passed()
        if full or float(distance.max(initial=0.0)) <= WHOLE:
            self.leaves, self.whole = self.leaves + 1, False
            return leaf(solution.row_dual)
        p = int(np.argmax(distance))
        at = int(np.floor(z[p]))
        lowered, raised = most.copy(), least.copy()
        lowered[p], raised[p] = at, at + 1
        return Split(p, at, self.node(least, lowered, depth - 1), self.node(raised, most, depth - 1))
