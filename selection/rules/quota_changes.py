"""The smallest changes of quotas that make a panel possible; an organiser chooses one.

With u_v, o_v ≥ 0 the people by which value v falls short of its minimum or exceeds its maximum,

    z a panel but for    min_v − u_v ≤ (A z)_v ≤ max_v + o_v

and, where there are flexible bounds, u_v ≤ min_v − min_flex_v and o_v ≤ max_flex_v − max_v. To spare small groups, the
measures are minimised in this order: the number of groups whose minimum becomes zero, the relative size of the change
Σ u_v / min_v + o_v / max_v, and the number of quotas that change. Each alternative leaves unchanged at least one quota
that every earlier one changes, and is the smallest of those by the same measures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from selection.model.deadline import Deadline
from selection.model.problem import Problem
from selection.solving.polytope import Floats, Polytope
from selection.solving.solver import INFINITY, Model, Solution, Status

#: Most changes to choose from.
CHOICES = 3

#: How far a measure may be off its minimum while the next one is minimised.
KEPT = 1e-6


@dataclass(frozen=True)
class Change:
    """One quota as it is and as it could be."""

    feature: str
    value: str
    min: int
    max: int
    new_min: int
    new_max: int


Changes = tuple[Change, ...]


@dataclass(frozen=True)
class Choices:
    """`ways`: lists of changes that each make a panel possible, the smallest first; empty if none does.

    `within_flex`: they stay within flexible bounds. `smallest`: the first was proven smallest before the deadline.
    """

    ways: tuple[Changes, ...]
    within_flex: bool
    smallest: bool


def smallest_changes(problem: Problem, polytope: Polytope, deadline: Deadline) -> Choices:
    """Returns the changes of quotas to choose from."""
    quotas = [problem.features[f][v] for f, v in polytope.values]
    below = np.array([q.min if q.min_flex is None else q.min - q.min_flex for q in quotas], dtype=float)
    above = np.array([INFINITY if q.max_flex is None else q.max_flex - q.max for q in quotas], dtype=float)
    free = np.full(len(quotas), INFINITY)
    for within, room in ((True, (below, above)), (False, (free, free))):
        search = _Search(polytope, *room, deadline)
        ways = tuple(search.ways())
        if ways:
            return Choices(ways, within, search.proven)
    return Choices((), False, True)


def fewest_people(polytope: Polytope, deadline: Deadline) -> Changes:
    """Returns the change by the fewest people, then of the fewest quotas; empty if no change helps."""
    free = np.full(len(polytope.values), INFINITY)
    search = _Search(polytope, free, free, deadline)
    solution = search.smallest([search.people(), search.quotas()])
    return () if solution is None else search.changes(solution)


class _Search:
    """One integer program. Columns: z, u, o; whether each u and o is counted; whether a minimum becomes zero."""

    def __init__(self, polytope: Polytope, room_below: Floats, room_above: Floats, deadline: Deadline) -> None:
        self._polytope, self._deadline = polytope, deadline
        self.proven = True
        P, R, V = len(polytope.count), polytope.rows, len(polytope.values)
        low, high = polytope.lower[1 : V + 1], polytope.upper[1 : V + 1]
        farthest = float(polytope.lower[:1].sum() + polytope.lower.max())
        signs = [(v, 1.0) for v in range(1, V + 1)] + [(v, -1.0) for v in range(1, V + 1)]
        # row R + i: change i is zero unless it is counted; row R + 2V + v: u_v ≤ min_v − 1 unless that becomes zero
        changes = [
            ([v, R + i, *([R + 2 * V + i] if i < V else [])], [sign, *([1.0] * (1 + (i < V)))])
            for i, (v, sign) in enumerate(signs)
        ]
        counted = [([R + i], [-farthest]) for i in range(2 * V)]
        zeros = [([R + 2 * V + v], [-1.0]) for v in range(V)]
        room = np.minimum(np.concatenate([np.minimum(room_below, low), room_above]), farthest)
        self._relative = np.concatenate([1.0 / np.maximum(low, 1), 1.0 / np.maximum(high, 1)])
        self._P, self._V = P, V
        self._model = Model(
            [*polytope.columns(), *changes, *counted, *zeros],
            np.concatenate([polytope.lower, np.full(3 * V, -INFINITY)]),
            np.concatenate([polytope.upper, np.zeros(2 * V), np.maximum(low - 1, 0)]),
            np.concatenate([polytope.least, np.zeros(5 * V)]),
            np.concatenate([polytope.most, room, np.ones(3 * V)]),
            np.zeros(P + 5 * V),
            [*range(P), *range(P + 2 * V, P + 5 * V)],
        )

    def people(self) -> Floats:
        return self._cost(self._P, np.ones(2 * self._V))

    def quotas(self) -> Floats:
        return self._cost(self._P + 2 * self._V, np.ones(2 * self._V))

    def _cost(self, first: int, values: Floats) -> Floats:
        cost = np.zeros(self._P + 5 * self._V)
        cost[first : first + len(values)] = -values
        return cost

    def ways(self) -> Iterator[Changes]:
        """Yields the smallest change, then others that each leave unchanged a quota that all earlier ones change."""
        to_zero = self._cost(self._P + 4 * self._V, np.ones(self._V))
        relative = self._cost(self._P, self._relative)
        worst = INFINITY
        for number in range(CHOICES):
            solution = self.smallest([to_zero, relative, self.quotas()])
            if solution is None or -float(to_zero @ solution) > worst + 0.5:
                return
            worst = min(worst, -float(to_zero @ solution))
            changes = self.changes(solution)
            yield changes
            sides = self._sides(solution)
            if not len(sides) or number == CHOICES - 1 or self._deadline.passed():
                return
            columns = self._P + 2 * self._V + sides
            self._model.add_row(columns, np.ones(len(columns)), -INFINITY, float(len(columns) - 1))

    def smallest(self, measures: list[Floats]) -> Floats | None:
        """Returns the solution that minimises these costs in order; None if there is none.

        Each cost becomes a row that keeps its minimum while later ones are minimised; the rows are freed at the end.
        """
        rows: list[int] = []
        best: Solution | None = None
        for cost in measures:
            self._model.set_cost(cost)
            solution = self._model.solve("the smallest change", self._deadline.left())
            if solution.status in (Status.INFEASIBLE, Status.STOPPED):
                self.proven &= solution.status is Status.INFEASIBLE and best is None
                break
            self.proven &= solution.status is Status.OPTIMAL
            best = solution
            columns = np.flatnonzero(cost)
            rows.append(len(self._model.row_lower))
            self._model.add_row(columns, cost[columns], solution.objective - KEPT, INFINITY)
        for row in rows:
            self._model.set_row(row, -INFINITY, INFINITY)
        return None if best is None else best.x

    def _image(self, x: Floats) -> Floats:
        return self._polytope.times(np.rint(x[: self._P]))[1 : self._V + 1]

    def _sides(self, x: Floats) -> np.ndarray:
        image = self._image(x)
        low, high = self._polytope.lower[1 : self._V + 1], self._polytope.upper[1 : self._V + 1]
        return np.flatnonzero(np.concatenate([image < low - 0.5, image > high + 0.5]))

    def changes(self, x: Floats) -> Changes:
        """Returns the changes that the panel of a solution needs."""
        changes = []
        for row, (seats, (feature, value)) in enumerate(zip(self._image(x), self._polytope.values, strict=True), 1):
            low, high, taken = int(self._polytope.lower[row]), int(self._polytope.upper[row]), round(float(seats))
            if not low <= taken <= high:
                changes.append(Change(feature, value, low, high, min(low, taken), max(high, taken)))
        return tuple(changes)
