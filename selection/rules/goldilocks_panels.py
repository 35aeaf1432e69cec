"""The rule goldilocks over mixtures of whole panels: as `goldilocks`, with M(m) by column generation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from selection.model.deadline import OutOfTimeError
from selection.model.progress import Progress
from selection.model.tolerances import TIGHT
from selection.rules.goldilocks import Cut, minimise, weights
from selection.solving.columns import Columns, Flags, Weights, leximin_over_panels
from selection.solving.polytope import Floats, Ints, Polytope
from selection.solving.pricing import Pricer
from selection.solving.solver import INFINITY, Model, Solution, Status


def goldilocks_over_panels(polytope: Polytope, panels: list[Ints], pricer: Pricer, progress: Progress) -> Columns:
    """Returns the mixture of panels with the smallest objective; not `complete` if the deadline passed first."""
    best = leximin_over_panels(polytope, panels, pricer, progress, stages=1)
    able = (polytope.most > 0) & (polytope.least == 0)
    if not best.complete or not able.any():
        return best
    chances = best.mixture @ np.array(best.panels) / polytope.count
    master = _CappedMaster(polytope.count, able, best.panels, pricer, progress)
    a, b = weights(polytope)
    try:
        m, _ = minimise(master.lowest_cap, float(chances[able].min()), a, b)
        master.lowest_cap(m)
        columns = Columns(master.panels, master.mixture, best.levels, True)
        return replace(columns, weights=master.tangent(m, a, b), mixture=master.mixture)
    except OutOfTimeError:
        return Columns(master.panels, master.mixture, best.levels, False)


class _CappedMaster:
    """min M over mixtures of panels in which every profile in `able` has a chance from m to M."""

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
        self.mixture: Floats = np.zeros(0)
        for z in panels:
            self._add(z)

    def _add(self, z: Ints) -> None:
        seats = z[self._able]
        places = np.flatnonzero(seats)
        rows = np.concatenate([places, places + len(seats), [2 * len(seats)]])
        self._model.add_column(rows, np.concatenate([seats[places], seats[places], [1.0]]), 0.0, INFINITY, 0.0)
        self.panels.append(z)

    def lowest_cap(self, m: float) -> Cut:
        """Returns M(m) over all panels. Raises OutOfTimeError."""
        floor = max(0.0, m - TIGHT)
        solution = self._solve((floor, floor), (1.0, 0.0))
        return Cut(m, float(solution.x[0]), float(solution.row_dual[: len(self._able)] @ self._n))

    def tangent(self, m: float, a: float, b: float) -> Weights:
        """Returns the weights that prove the objective a·max π + b/min π: the multipliers of its tangent at m.

        Raises OutOfTimeError.
        """
        Q = len(self._able)
        mixture = self.mixture
        solution = self._solve((0.0, 1.0), (a, b / m**2))
        self.mixture = np.append(mixture, np.zeros(len(self.panels) - len(mixture)))
        low, high = np.zeros(len(self.panels[0])), np.zeros(len(self.panels[0]))
        low[self._able] = np.maximum(solution.row_dual[:Q] * self._n, 0.0)
        high[self._able] = np.maximum(-solution.row_dual[Q : 2 * Q] * self._n, 0.0)
        return Weights(low / (low.sum() or 1.0), high / (high.sum() or 1.0))

    def _solve(self, smallest: tuple[float, float], cost: tuple[float, float]) -> Solution:
        """max cost₁·m − cost₀·M over all panels, with m in `smallest`; panels are added until none improves it."""
        lower, upper = self._model.lower.copy(), self._model.upper.copy()
        lower[1], upper[1] = smallest
        self._model.set_bounds(lower, upper)
        costs = np.zeros(len(lower))
        costs[:2] = -cost[0], cost[1]
        self._model.set_cost(costs)
        Q = len(self._able)
        while True:
            self._progress.step("columns", len(self.panels), 0)
            solution = self._model.solve("the lowest largest chance")
            assert solution.status is Status.OPTIMAL, "the maximin mixture is a solution"
            q = np.maximum(solution.x[2:], 0.0)
            self.mixture = q / q.sum()
            price = np.zeros(len(self.panels[0]))
            price[self._able] = -(solution.row_dual[:Q] + solution.row_dual[Q : 2 * Q])
            z = self._pricer.better(price, float(solution.row_dual[2 * Q]))
            if z is None or any((z == panel).all() for panel in self.panels):
                return solution
            self._add(z)
