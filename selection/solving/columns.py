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

from selection.model.deadline import Deadline
from selection.model.progress import Progress
from selection.model.tolerances import POSITIVE_DUAL, PRICE
from selection.solving.polytope import Floats, Ints, Polytope, smallest_face
from selection.solving.pricing import NothingError, Pricer
from selection.solving.solver import INFINITY, Model, Status

Flags = NDArray[np.bool_]

#: How far prices are drawn to the centre.
CENTRE = 0.8

#: A level that rises by no more than this is the last one again.
CROWDED = PRICE

#: Nodes after which an integer program gives up when the question is whether the relaxation is tight.
NODES = 200


class Master:
    """The best mixture of known panels. `base`: chances that everybody gets at least, before any rise.

    `primal`: by the simplex method that is the quickest where many panels are added; its multipliers are other ones
    where many are right.
    """

    def __init__(self, polytope: Polytope, base: Floats, panels: list[Ints], primal: bool = False) -> None:
        P = len(base)
        self._count = polytope.count
        self.panels = list(panels)
        self._seen = {z.tobytes() for z in panels}
        columns = [_column(z) for z in panels]
        least, most = [*(self._count * base), 1.0], [*([INFINITY] * P), 1.0]
        free = np.full(len(panels), INFINITY)
        self._model = Model(columns, least, most, np.zeros(len(panels)), free, np.zeros(len(panels)), primal=primal)
        self._lower, self._upper = [0.0] * len(panels), [INFINITY] * len(panels)
        self._panel_columns = list(range(len(panels)))
        self._rising = -1
        self._single: dict[int, int] = {}
        self._active = np.zeros(P, dtype=bool)
        self.floor = np.array(base, dtype=float)

    def rise(self, active: Flags, lowest: float, highest: float) -> None:
        """Begin a stage: the chances of `active` profiles rise together, from `lowest` to at most `highest`."""
        rows = np.flatnonzero(active)
        self._active = active.copy()
        self._rising = len(self._lower)
        self._append(rows, -self._count[rows].astype(float), lowest, highest)
        cost = np.zeros(len(self._lower))
        cost[-1] = 1.0
        self._model.set_cost(cost)

    def settle(self, rise: float) -> None:
        """End the stage at this rise."""
        self.floor = self.floor + np.where(self._active, rise, 0.0)
        self._lower[self._rising] = self._upper[self._rising] = rise
        self._model.set_bounds(self._lower, self._upper)

    def rise_each(self, held: Flags) -> None:
        """Begin to let each of these profiles rise from where it is, by at most 1; nobody when it has none."""
        for p in np.flatnonzero(held).tolist():
            if p not in self._single:
                self._single[p] = len(self._lower)
                self._append(np.array([p]), -self._count[[p]].astype(float), 0.0, 0.0)
        cost = np.zeros(len(self._lower))
        for p, column in self._single.items():
            self._upper[column] = cost[column] = float(held[p])
        self._model.set_bounds(self._lower, self._upper)
        self._model.set_cost(cost)

    def rises(self) -> Floats:
        """Returns by how much each profile rose, by the last solution since `rise_each`."""
        rises = np.zeros(len(self.floor))
        rises[list(self._single)] = self._x[list(self._single.values())]
        return rises

    def floor_worth(self, y: Floats) -> float:
        """Returns what the chances that profiles have already are worth at prices `y`."""
        return float(y @ (self._count * self.floor))

    def rising(self, y: Floats) -> float:
        """Returns what a rise by one is worth at prices `y`."""
        return float((y * self._count)[self._active].sum())

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
        """Returns the largest rise with the known panels; the multipliers y by profile, and μ."""
        solution = self._model.solve("the mixture of panels")
        assert solution.status is Status.OPTIMAL, f"a mixture of known panels is {solution.status.value}"
        self._x = solution.x
        q = np.maximum(solution.x[self._panel_columns], 0.0)
        self.mixture: Floats = q / q.sum()
        y = np.maximum(-solution.row_dual[:-1], 0.0)
        return float(solution.x[self._rising]), y, float(solution.row_dual[-1])


def stuck(master: Master, pricer: Pricer, active: Flags) -> tuple[Floats, Flags] | None:
    """The `active` profiles that no lottery gives more without less for others, with multipliers that show it.

    Each has a positive one: those of  max Σ e_p  over lotteries in which p has e_p ≥ 0 more than it has already, once
    all who can rise are out of the sum. None when the pricer gives up.
    """
    held = active.copy()
    master.rise_each(held)
    while held.any():
        _, y, mu = master.solve()
        rising = held & (master.rises() > PRICE)
        if rising.any():
            held &= ~rising
            master.rise_each(held)
            continue
        offer = pricer.above(y, mu)
        z = offer.panel if offer.panel is not None or offer.bound <= mu + PRICE else pricer.best(y, mu)
        if z is None and offer.bound > mu + PRICE:
            held[:] = False
        elif z is None or float(y @ z) <= mu + PRICE or not master.add(z):
            break
    master.rise_each(np.zeros(len(held), dtype=bool))
    return (y, held) if held.any() else None


def _column(z: Ints) -> tuple[Ints, Floats]:
    rows = np.flatnonzero(z)
    return np.append(rows, len(z)), np.append(z[rows].astype(float), 1.0)


@dataclass(frozen=True)
class Stand:
    """Where a stage ended: its `rise`, the multipliers `y`; `solved`: no panel at all makes it better."""

    rise: float
    y: Floats
    solved: bool


def generate(
    master: Master, pricer: Pricer, progress: Progress, first: Floats | None = None, highest: float = INFINITY
) -> Stand:
    """Add panels until the current stage of `master` is solved or rose to `highest`, or the pricer gives up.

    The master's own multipliers jump about; prices are drawn towards the centre, the ones with the smallest bound so
    far (Wentges, *Weighted Dantzig-Wolfe decomposition*, 1997), at first `first`.
    """
    centre, bound = first, INFINITY
    while True:
        progress.step("columns", len(master.panels), 0)
        rise, y, mu = master.solve()
        added = False
        drawn = [] if centre is None else [(CENTRE * centre + (1 - CENTRE) * y, -INFINITY)]
        for prices, floor in [*drawn, (y, mu)]:
            offer = pricer.above(prices, floor)
            at_most = (offer.bound - master.floor_worth(prices)) / (master.rising(prices) or 1.0)
            if at_most < bound:
                centre, bound = prices, at_most
            if bound <= rise + PRICE or rise >= highest:
                return Stand(rise, y if centre is None else centre, True)
            z = offer.panel
            added = z is not None and float(y @ z) > mu + PRICE and not pricer.late() and master.add(z)
            if added:
                break
        if added:
            continue
        z = pricer.best(y, mu)
        if z is None:
            return Stand(rise, y, False)
        if float(y @ z) - mu <= PRICE or not master.add(z):
            return Stand(rise, y, True)


@dataclass(frozen=True)
class Level:
    """A stage over whole panels: nobody in `fixed` has more than `level`, by the multipliers `y` of all profiles."""

    level: float
    y: Floats
    fixed: Flags


@dataclass(frozen=True)
class Weights:
    """By profile, adding up to 1: those of the smallest chances and of the largest in the proof of goldilocks."""

    low: Floats
    high: Floats


@dataclass(frozen=True)
class Columns:
    """`panels` with their `mixture`; `levels`: (rise to, multipliers, who was fixed) per stage; `complete`: solved."""

    panels: list[Ints]
    mixture: Floats
    levels: tuple[Level, ...]
    complete: bool
    weights: Weights | None = None


def leximin_over_panels(
    polytope: Polytope, panels: list[Ints], pricer: Pricer, progress: Progress, stages: int | None = None
) -> Columns:
    """Leximin over all panels, from the known `panels` (which together have everyone in `polytope` who can be drawn).

    `stages`: how many levels, all when left out (1: maximin).
    """
    active = polytope.most > 0
    master = Master(polytope, np.zeros(len(active)), panels)
    levels: list[Level] = []
    level, crowded = 0.0, False
    while active.any() and (stages is None or stages > len(levels)):
        first = relaxed_prices(polytope, master.floor, active)
        master.rise(active, 0.0, INFINITY)
        stand = generate(master, pricer, progress, first)
        level += stand.rise
        y, fixed = stand.y, active & (stand.y * polytope.count > POSITIVE_DUAL)
        if stand.solved:
            master.settle(stand.rise)
            crowded |= bool(levels) and stand.rise <= CROWDED
            if crowded:  # others would follow one by one, at the same level
                y, fixed = stuck(master, pricer, active) or (y, fixed)
        levels.append(Level(level, y, fixed))
        if not stand.solved:
            return Columns(master.panels, master.mixture, tuple(levels), False)
        assert fixed.any(), "a stage that fixes nobody has no optimal multipliers"
        active &= ~fixed
    return Columns(master.panels, master.mixture, tuple(levels), True)


def relaxed_prices(polytope: Polytope, floor: Floats, active: Flags) -> Floats | None:
    """Returns the multipliers by profile that bound a stage by the relaxation, or None without an optimum.

    The stage is max T with z_p ≥ n_p (floor_p + T for active ones).
    """
    P, R = len(floor), polytope.rows
    columns = [(np.append(rows, R + p), np.append(values, 1.0)) for p, (rows, values) in enumerate(polytope.columns())]
    rows = np.flatnonzero(active)
    columns.append((R + rows, -polytope.count[rows].astype(float)))
    model = Model(
        columns,
        np.concatenate([polytope.lower, polytope.count * floor]),
        np.concatenate([polytope.upper, np.full(P, INFINITY)]),
        np.append(polytope.least, 0.0),
        np.append(polytope.most, INFINITY),
        np.append(np.zeros(P), 1.0),
    )
    solution = model.solve("the bound of a level")
    return np.maximum(-solution.row_dual[R:], 0.0) if solution.status is Status.OPTIMAL else None


def mixture_of(polytope: Polytope, z: Floats, panels: list[Ints], deadline: Deadline, progress: Progress) -> Columns:
    """Returns a mixture with expected panel `z`, a point of the relaxation, when one is found: `complete` says so.

    Only panels in the smallest face of the relaxation that contains `z` can be in it.
    """
    face = smallest_face(polytope, z)
    inside = [panel for panel in panels if face.contains(panel)]
    pricer = Pricer(face, deadline, NODES)
    if not inside:
        any_panel = pricer.above(z - np.floor(z), -INFINITY).panel
        inside = [] if any_panel is None else [any_panel]
    if not inside:
        return Columns([], np.zeros(0), (), False)
    master = Master(face, z / face.count, inside, primal=True)
    master.rise(polytope.most > 0, -1.0, 0.0)
    try:
        stand = generate(master, pricer, progress, highest=-PRICE)
    except NothingError:  # in the face, which may well have none
        return Columns(master.panels, master.mixture, (), False)
    return Columns(master.panels, master.mixture, (), stand.solved and stand.rise >= -PRICE)
