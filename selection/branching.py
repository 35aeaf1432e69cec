"""Proof that no panel is worth more than a target, where the relaxation allows more: a small tree of multipliers.

At a node the relaxation's optimum is at most the target (a leaf: its multipliers prove it), or the node splits on the
entry farthest from whole. Rows may be broken at a price, so that a side without any panel has multipliers too: breaking
its rows costs more than it can be worth.
"""

from __future__ import annotations

import numpy as np

from selection.certificate import Split, Tree
from selection.polytope import Floats, Polytope
from selection.solver import Model, Status
from selection.stages import leaf
from selection.tolerances import WHOLE

#: The price of breaking a row by one, in units of the largest value of one person.
BREAKING = 1000.0

#: A proof with more leaves than this isn't made: the bound of the relaxation is published instead.
LEAVES = 200


class _TooLargeError(Exception):
    """The tree has more than LEAVES leaves."""


def prove(polytope: Polytope, value: Floats, target: float) -> Tree | None:
    """A tree that proves Σ value_p z_p ≤ target for every panel z, or None when it would be too large."""
    return _Prover(polytope, value, target).tree()


class _Prover:
    def __init__(self, polytope: Polytope, value: Floats, target: float) -> None:
        P, R = len(polytope.count), polytope.rows
        self._polytope, self._target, self._leaves = polytope, target, 0
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

    def tree(self) -> Tree | None:
        try:
            return self._node(self._polytope.least.astype(float), self._polytope.most.astype(float))
        except _TooLargeError:
            return None

    def _node(self, least: Floats, most: Floats) -> Tree:
        zeros = np.zeros(len(self._extra))
        self._model.set_bounds(np.concatenate([least, zeros]), np.concatenate([most, self._extra]))
        solution = self._model.solve("a proof")
        assert solution.status is Status.OPTIMAL, "rows that may be broken leave a solution"
        z = solution.x[: len(least)]
        distance = np.abs(z - np.rint(z))
        if solution.objective <= self._target or float(distance.max(initial=0.0)) <= WHOLE:
            self._leaves += 1
            if self._leaves > LEAVES:
                raise _TooLargeError
            return leaf(solution.row_dual)
        p = int(np.argmax(distance))
        at = int(np.floor(z[p]))
        lowered, raised = most.copy(), least.copy()
        lowered[p], raised[p] = at, at + 1
        return Split(p, at, self._node(least, lowered), self._node(raised, most))
