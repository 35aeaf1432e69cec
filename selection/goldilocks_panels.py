"""The rule goldilocks over mixtures of whole panels: the same minimisation, with M(m) by column generation."""

from __future__ import annotations

import numpy as np

from selection.columns import Columns, Flags, leximin_over_panels
from selection.goldilocks import Cut, minimise, weights
from selection.polytope import Floats, Ints, Polytope
from selection.pricing import Pricer
from selection.progress import Progress
from selection.solver import INFINITY, Model, Status
from selection.tolerances import PRICE, TIGHT


def goldilocks_over_panels(polytope: Polytope, panels: list[Ints], pricer: Pricer, progress: Progress) -> Columns:
    """The mixture of panels with the smallest objective; not `complete` when the pricer's deadline passed first."""
    best = leximin_over_panels(polytope, panels, pricer, progress, stages=1)
    able = (polytope.most > 0) & (polytope.least == 0)
    if not best.complete or not able.any():
        return best
    chances = best.mixture @ np.array(best.panels) / polytope.count
    master = _CappedMaster(polytope.count, able, best.panels, pricer, progress)
    try:
        m, _ = minimise(master.lowest_cap, float(chances[able].min()), *weights(polytope))
        master.lowest_cap(m)
    except _OutOfTimeError:
        return Columns(master.panels, master.mixture, best.levels, False)
    return Columns(master.panels, master.mixture, best.levels, True)


class _OutOfTimeError(Exception):
    """The deadline passed while panels were being added."""


class _CappedMaster:
    """min M over mixtures of panels in which everybody who is able has a chance from m to M."""

    def __init__(self, count: Ints, able: Flags, panels: list[Ints], pricer: Pricer, progress: Progress) -> None:
        self._able = np.flatnonzero(able)
        self._pricer, self._progress = pricer, progress
        self._n = -count[self._able].astype(float)
        Q = len(self._able)
        free = np.full(Q, INFINITY)
        columns = [(np.arange(Q, 2 * Q), self._n), (np.arange(Q), self._n)]
        least, most = np.concatenate([np.zeros(Q), -free, [1.0]]), np.concatenate([free, np.zeros(Q), [1.0]])
        self._model = Model(columns, least, most, [0.0, 0.0], [1.0, 1.0], [-1.0, 0.0])
        self.panels: list[Ints] = []
        for z in panels:
            self._add(z)

    def _add(self, z: Ints) -> None:
        seats = z[self._able]
        there = np.flatnonzero(seats)
        rows = np.concatenate([there, there + len(seats), [2 * len(seats)]])
        self._model.add_column(rows, np.concatenate([seats[there], seats[there], [1.0]]), 0.0, INFINITY, 0.0)
        self.panels.append(z)

    def lowest_cap(self, m: float) -> Cut:
        """M(m) over all panels. Raises _OutOfTimeError."""
        lower, upper = self._model.lower.copy(), self._model.upper.copy()
        lower[1] = upper[1] = max(0.0, m - TIGHT)
        self._model.set_bounds(lower, upper)
        Q = len(self._able)
        while True:
            self._progress.step("columns", len(self.panels), 0)
            solution = self._model.solve("the lowest largest chance")
            assert solution.status is Status.OPTIMAL, "the maximin mixture is a solution"
            q = np.maximum(solution.x[2:], 0.0)
            self.mixture: Floats = q / q.sum()
            price = np.zeros(len(self.panels[0]))
            price[self._able] = -(solution.row_dual[:Q] + solution.row_dual[Q : 2 * Q])
            z = self._pricer.best(price)
            if z is None:
                raise _OutOfTimeError
            known = any((z == panel).all() for panel in self.panels)
            if known or float(price @ z) <= float(solution.row_dual[2 * Q]) + PRICE:
                return Cut(m, float(solution.x[0]), float(solution.row_dual[:Q] @ self._n))
            self._add(z)
