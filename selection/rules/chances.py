"""The fairest chances over the relaxed panel constraints: leximin and maximin, by a ladder of small linear programs.

Chances π_p = z_p / n_p with z in the relaxation {lower ≤ A z ≤ upper, least ≤ z ≤ most}. Every lottery's expected panel
is in the relaxation, so these chances bound every lottery. With everybody not yet fixed at least at level t,

    z_p = s_p + n_p·(T_1 + … + T_q)    s_p ≥ 0    T_i: the rise of stage i, for profiles that were not fixed before it

stage q maximises T_q. The multipliers λ of the rows give every profile the price y_p = (Aᵀλ)_p ≥ 0 of its level; a
profile with y_p > 0 has exactly this chance in every optimal solution and is fixed (Flanigan et al., Nature 2021, use
the same argument over panels). Columns are only added, so each stage starts from the last basis.

Fixed levels carry the solver's tolerance. If a later stage seems infeasible because of it, that stage is solved again,
first as it is and then with a little play on the fixed levels; in the end the chances are moved back to where every row
holds (`nearest`). Only the first stage can show that no panel exists.

The upper limits z_p ≤ most_p couple s and T. They are left out at first. If the optimum t can be reached with
s_p ≤ most_p − n_p·t, the limits cost nothing and the multipliers hold; otherwise the limits exceeded become rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from selection.model.errors import SolverError
from selection.model.progress import Progress
from selection.model.tolerances import POSITIVE_DUAL, REACHED, TIGHT
from selection.solving.multipliers import Stage, leaf
from selection.solving.polytope import Floats, Polytope, nearest
from selection.solving.pricing import NothingError
from selection.solving.solver import INFINITY, Model, Solution, Status

#: How far fixed chances may move if a later stage is infeasible otherwise: far below `CHANCE`.
PLAYS = (1e-10, 1e-9, 1e-8, 1e-7)


@dataclass(frozen=True)
class Chances:
    """`z`: the expected panel by profile; `stages`: the proofs of the leximin levels, lowest first."""

    z: Floats
    stages: tuple[Stage, ...]


def leximin(polytope: Polytope, progress: Progress) -> Chances:
    """Returns the chances with the largest smallest one, then second smallest, and so on. Raises NothingError."""
    ladder = _Ladder(polytope)
    while ladder.active.any():
        progress.step("chances", int((~ladder.active).sum()), len(ladder.active))
        ladder.climb()
    return Chances(nearest(polytope, ladder.levels * polytope.count), tuple(ladder.stages))


def maximin(polytope: Polytope, progress: Progress) -> Chances:
    """Returns chances with the largest smallest one among people who can be drawn; the others are arbitrary.

    Raises NothingError.
    """
    progress.step("chances", 0, 1)
    ladder = _Ladder(polytope)
    z: Floats = ladder.levels * polytope.count.astype(float)
    while ladder.active.any() and not any(stage.level > TIGHT for stage in ladder.stages):
        z = ladder.climb()
    return Chances(z, tuple(ladder.stages))


class _Ladder:
    def __init__(self, polytope: Polytope) -> None:
        P = len(polytope.count)
        self.polytope = polytope
        forced = (polytope.least == polytope.most) & (polytope.least > 0)
        self.active = (polytope.most > 0) & ~forced
        self._forced = np.where(forced, polytope.least, 0.0)
        self.levels = np.where(forced, polytope.least / polytope.count, 0.0)
        self.stages: list[Stage] = []
        self._level = 0.0
        self._play = 0.0
        self._limit = np.where(self.active, polytope.most / polytope.count, 0.0)
        self._caps: dict[int, int] = {}
        self._steps: list[NDArray[np.bool_]] = []
        self._rises: list[float] = []
        self._model = Model(polytope.columns(), polytope.lower, polytope.upper, np.zeros(P), polytope.most, np.zeros(P))

    def climb(self) -> Floats:
        """One stage: finds the highest level for all active profiles and fixes those that can't rise. Returns z."""
        self._add_rise()
        solution = self._solve(self._room(0.0), INFINITY)
        while True:
            rise = float(solution.x[-1])
            reached = self._solve(self._room(self._level + rise), rise)
            if reached.status is Status.OPTIMAL and reached.x[-1] >= rise - TIGHT:
                break
            if not self._add_caps(solution):
                reached = solution
                break
            solution = self._solve(self._room(0.0), INFINITY)
        return self._fix(solution, reached, rise)

    def _add_rise(self) -> None:
        """Adds a column for the rise of this stage and maximises it; earlier rises stay fixed."""
        P = len(self.active)
        column = self.polytope.times(np.where(self.active, self.polytope.count, 0))
        entries = [(row, float(column[row])) for row in np.flatnonzero(column).tolist()]
        entries += [(row, float(self.polytope.count[p])) for p, row in self._caps.items() if self.active[p]]
        self._model.add_column([r for r, _ in entries], [a for _, a in entries], 0.0, INFINITY, 1.0)
        self._steps.append(self.active.copy())
        cost = np.zeros(P + len(self._steps))
        cost[-1] = 1.0
        self._model.set_cost(cost)

    def _room(self, level: float) -> Floats:
        """Returns the upper bounds of s when active profiles are at `level`."""
        room = self.polytope.most - self.polytope.count * max(level, self._level)
        return np.where(self.active, np.maximum(room, 0.0), self._forced)

    def _solve(self, room: Floats, rise: float) -> Solution:
        highest = float(self._limit[self.active].min()) - self._level
        lower = np.concatenate([self._forced - self._loose(), self._rises, [0.0]])
        upper = np.concatenate([room + self._loose(), self._rises, [min(rise, highest)]])
        self._model.set_bounds(lower, upper)
        solution = self._model.solve("the chances")
        if solution.status is Status.INFEASIBLE and rise == INFINITY:
            solution = self._again(room, upper)
        return solution

    def _again(self, room: Floats, upper: Floats) -> Solution:
        """Solves a stage that seems infeasible again: first as it is, then with more and more play on fixed levels."""
        P = len(self.active)
        self._model.restart()
        solution = self._model.solve("the chances")
        for play in PLAYS if self._rises else ():
            if solution.status is Status.OPTIMAL:
                return solution
            self._play = max(self._play, play)
            upper[:P] = room + self._loose()
            self._model.set_bounds(np.concatenate([self._forced - self._loose(), self._rises, [0.0]]), upper)
            solution = self._model.solve("the chances")
        if solution.status is Status.OPTIMAL:
            return solution
        if self._rises:
            raise SolverError("solver", solver="simplex", status="infeasible", what="a later level of chances")
        raise NothingError

    def _loose(self) -> Floats:
        """How far the seats of profiles whose level is fixed may be off."""
        fixed = ~self.active & (self._limit > 0)
        return np.where(fixed, self._play * self.polytope.count, 0.0)

    def _add_caps(self, solution: Solution) -> int:
        """Adds rows for the upper limits that `solution` exceeds. Returns how many."""
        P = len(self.active)
        z = solution.x[:P] + self.polytope.count * (self._level + float(solution.x[-1]))
        exceeded = np.flatnonzero(self.active & (z > self.polytope.most + TIGHT))
        new = [int(p) for p in exceeded if int(p) not in self._caps]
        for p in new:
            rises = [P + i for i, step in enumerate(self._steps) if step[p]]
            values = np.array([1.0, *([float(self.polytope.count[p])] * len(rises))])
            self._caps[p] = len(self._model.row_lower)
            self._model.add_row(np.array([p, *rises]), values, -INFINITY, float(self.polytope.most[p]))
        return len(new)

    def _fix(self, solution: Solution, reached: Solution, rise: float) -> Floats:
        count, R = self.polytope.count, self.polytope.rows
        level = self._level + rise
        multipliers = solution.row_dual[:R]
        price = self.polytope.transpose_times(multipliers)
        for p, row in self._caps.items():
            price[p] += solution.row_dual[row]
        weights = np.where(self.active, np.maximum(price, 0.0) * count, 0.0)
        at_limit = self.active & (self._limit <= level + REACHED)
        if at_limit.any():
            weights, multipliers = at_limit.astype(float), np.zeros(R)
        fixed = weights > POSITIVE_DUAL
        weights = np.where(fixed, weights, 0.0)
        if not fixed.any():
            raise SolverError("solver", solver="simplex", status="no multipliers", what="a level of chances")
        total = weights.sum()  # above 1 where T_q is kept from falling
        self.stages.append(Stage(level, weights / total, leaf(multipliers / total)))
        room = reached if reached.status is Status.OPTIMAL else solution
        z = np.where(self.active, room.x[: len(count)] + count * level, self.levels * count)
        self.levels[fixed] = level
        self.active &= ~fixed
        self._rises.append(rise)
        self._level = level
        return z
