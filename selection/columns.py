"""Exact chances over integer panels by column generation, for when the relaxation isn't tight or the walk gets stuck.

The master program mixes the panels known so far, q_j ≥ 0 with Σ q = 1, and gives every profile at least its level:

    max T_i    such that    Σ_j q_j z_jp  ≥  n_p·(base_p + Σ T of the stages in which p was active)    for every p

Its multipliers y ≥ 0 (profiles) and μ (Σ q = 1) price panels: one with Σ y_p z_p > μ makes the mixture better. The best
such panel is an integer program; when even that isn't above μ the stage is solved, since no lottery over any panels has
more. Profiles with y_p > 0 are fixed and the next stage begins, as in `chances`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from selection.deadline import Deadline
from selection.diving import ROUNDED, dive, solve_within
from selection.errors import NoPanelError
from selection.polytope import Floats, Ints, Polytope
from selection.progress import Progress
from selection.solver import INFINITY, Model, Status
from selection.tolerances import POSITIVE_DUAL, PRICE

Flags = NDArray[np.bool_]


class Pricer:
    """Panels with a large Σ y_p z_p: the largest by an integer program, a large one by diving in the relaxation."""

    def __init__(self, polytope: Polytope, deadline: Deadline) -> None:
        self._polytope, self._deadline = polytope, deadline
        self._model = polytope.model(np.zeros(len(polytope.count)), whole=True)
        self._relaxed = polytope.model(np.zeros(len(polytope.count)), whole=False)

    def above(self, prices: Floats, mu: float) -> tuple[Ints | None, bool]:
        """A panel worth more than `mu`, if diving finds one; and whether the relaxation proves that there is none."""
        scale = float(np.abs(prices).max(initial=0.0)) or 1.0
        self._relaxed.set_cost(prices / scale)
        least, most = self._polytope.least.astype(float), self._polytope.most.astype(float)
        vertex = solve_within(self._relaxed, least, most)
        if vertex.status is Status.OPTIMAL and vertex.objective * scale <= mu + PRICE:
            return None, True
        z = dive(self._relaxed, least, most, vertex, ROUNDED[0])
        worth = z is not None and self._polytope.contains(z) and float(prices @ z) > mu + PRICE
        return (z if worth else None), False

    def late(self) -> bool:
        """Whether the deadline has passed."""
        return self._deadline.passed()

    def best(self, prices: Floats) -> Ints | None:
        """A best panel; None when the deadline passes first. Raises NoPanelError when there is no panel at all."""
        if self.late():
            return None
        self._model.set_cost(prices / (float(np.abs(prices).max(initial=0.0)) or 1.0))
        solution = self._model.solve("the best panel", self._deadline.left())
        if solution.status is Status.INFEASIBLE:
            raise NoPanelError("no_panel")
        if solution.status is not Status.OPTIMAL:
            return None
        return np.rint(solution.x).astype(np.int64)


class Master:
    """The best mixture of known panels. `base`: chances that everybody gets at least, before any rise."""

    def __init__(self, polytope: Polytope, base: Floats, panels: list[Ints]) -> None:
        P = len(base)
        self._count = polytope.count
        self.panels = list(panels)
        self._seen = {z.tobytes() for z in panels}
        columns = [_column(z) for z in panels]
        least, most = [*(self._count * base), 1.0], [*([INFINITY] * P), 1.0]
        free = np.full(len(panels), INFINITY)
        self._model = Model(columns, least, most, np.zeros(len(panels)), free, np.zeros(len(panels)))
        self._lower, self._upper = [0.0] * len(panels), [INFINITY] * len(panels)
        self._panel_columns = list(range(len(panels)))
        self._rising = -1

    def rise(self, active: Flags, lowest: float, highest: float) -> None:
        """Begin a stage: the chances of `active` profiles rise together, from `lowest` to at most `highest`."""
        there = np.flatnonzero(active)
        self._rising = len(self._lower)
        self._append(there, -self._count[there].astype(float), lowest, highest)
        cost = np.zeros(len(self._lower))
        cost[-1] = 1.0
        self._model.set_cost(cost)

    def settle(self, rise: float) -> None:
        """End the stage at this rise."""
        self._lower[self._rising] = self._upper[self._rising] = rise
        self._model.set_bounds(self._lower, self._upper)

    def add(self, z: Ints) -> bool:
        """Add a panel; False when it is known already."""
        if z.tobytes() in self._seen:
            return False
        self._seen.add(z.tobytes())
        self.panels.append(z)
        self._panel_columns.append(len(self._lower))
        self._append(*_column(z), 0.0, INFINITY)
        return True

    def _append(self, rows: Ints, values: Floats, lower: float, upper: float) -> None:
        self._lower.append(lower)
        self._upper.append(upper)
        self._model.add_column(rows, values, lower, upper, 0.0)

    def solve(self) -> tuple[float, Floats, float]:
        """The largest rise with the known panels; the multipliers y by profile, and μ."""
        solution = self._model.solve("the mixture of panels")
        assert solution.status is Status.OPTIMAL, f"a mixture of known panels is {solution.status.value}"
        q = np.maximum(solution.x[self._panel_columns], 0.0)
        self.mixture: Floats = q / q.sum()
        y = np.maximum(-solution.row_dual[:-1], 0.0)
        return float(solution.x[self._rising]), y, float(solution.row_dual[-1])


def _column(z: Ints) -> tuple[Ints, Floats]:
    there = np.flatnonzero(z)
    return np.append(there, len(z)), np.append(z[there].astype(float), 1.0)


@dataclass(frozen=True)
class Stand:
    """Where a stage ended: its `rise`, the multipliers `y`; `solved`: no panel at all makes it better."""

    rise: float
    y: Floats
    solved: bool


def generate(master: Master, pricer: Pricer, progress: Progress) -> Stand:
    """Add panels until the current stage of `master` is solved, or the pricer's deadline passes."""
    while True:
        progress.step("columns", len(master.panels), 0)
        rise, y, mu = master.solve()
        z, none = pricer.above(y, mu)
        if none:
            return Stand(rise, y, True)
        if z is not None and not pricer.late() and master.add(z):
            continue
        z = pricer.best(y)
        if z is None:
            return Stand(rise, y, False)
        if float(y @ z) - mu <= PRICE or not master.add(z):
            return Stand(rise, y, True)


@dataclass(frozen=True)
class Columns:
    """`panels` with their `mixture`; `first`: the multipliers that bound the smallest chance; `complete`: solved."""

    panels: list[Ints]
    mixture: Floats
    first: Floats
    complete: bool


def leximin_over_panels(
    polytope: Polytope, panels: list[Ints], pricer: Pricer, progress: Progress, stages: int | None = None
) -> Columns:
    """Leximin over all panels, from the known `panels` (which together have everyone in `polytope` who can be drawn).

    `stages`: how many levels, all when left out (1: maximin).
    """
    active = polytope.most > 0
    master = Master(polytope, np.zeros(len(active)), panels)
    first: Floats | None = None
    while active.any() and (stages is None or stages > 0):
        master.rise(active, 0.0, INFINITY)
        stand = generate(master, pricer, progress)
        first = stand.y if first is None else first
        if not stand.solved:
            return Columns(master.panels, master.mixture, first, False)
        master.settle(stand.rise)
        fixed = active & (stand.y * polytope.count > POSITIVE_DUAL)
        assert fixed.any(), "a stage that fixes nobody has no optimal multipliers"
        active &= ~fixed
        stages = None if stages is None else stages - 1
    return Columns(master.panels, master.mixture, np.zeros(len(active)) if first is None else first, True)


def mixture_of(polytope: Polytope, chances: Floats, panels: list[Ints], pricer: Pricer, progress: Progress) -> Columns:
    """A mixture in which nobody's chance is below `chances`, when there is one: `complete` says so."""
    master = Master(polytope, chances, panels)
    master.rise(polytope.most > 0, -1.0, 0.0)
    stand = generate(master, pricer, progress)
    return Columns(master.panels, master.mixture, stand.y, stand.solved and stand.rise >= -PRICE)
