"""From the vertex of a relaxation to whole numbers: round the nearest to whole, solve again from there, and so on.

A dive rounds most of the fractional entries at a time. When rounding leaves nothing, it rounds fewer of them, in the
end one, and then knows that this one lies on the other side: so it goes back as far as it must, for a limited number
of programs. Most dives that find something are short, and one that gets lost stays lost: so `dives` rather begins again
at slightly other costs.
"""

from __future__ import annotations

import numpy as np

from selection.model.deadline import Deadline
from selection.model.tolerances import WHOLE
from selection.solving.polytope import Floats, Ints, Polytope
from selection.solving.solver import INFINITY, Model, Solution, Status

#: Programs after which a dive gives up: a few times what a dive that finds something usually takes.
TRIES = 60

#: Programs after which a short dive gives up: those that find something are mostly shorter, and the next may be.
SHORT = 15

#: A dive is tried first among so many columns, or so many times as many as are fractional: a program over a few
#: hundred columns takes a quarter of the time of one over thousands.
FEW, FEW_TIMES = 120, 4

#: Short dives at other costs, and how far these are from the given ones, as a part of those.
SHAKES, SHAKEN = 20, 0.5
GOLDEN = (5**0.5 - 1) / 2

#: Whoever fails with this part of the entries rounds so much fewer.
FEWER = 4


def dive(
    model: Model,
    lower: Floats,
    upper: Floats,
    first: Solution,
    deadline: Deadline,
    floor: float = -INFINITY,
    tries: int = TRIES,
) -> Ints | None:
    """Whole numbers in `model` within these bounds and worth more than `floor`, from its optimum `first`, or None."""
    return _Dive(model, deadline, floor, tries).below(lower, upper, first)


def solve_within(model: Model, lower: Floats, upper: Floats) -> Solution:
    """Returns the optimum of `model` within these bounds."""
    model.set_bounds(lower, upper)
    return model.solve("a panel")


def dives(
    model: Model, lower: Floats, upper: Floats, first: Solution, deadline: Deadline, floor: float = -INFINITY
) -> Ints | None:
    """As `dive`, by short dives: where the first finds nothing, others at costs that are a little different."""
    if first.status is not Status.OPTIMAL or first.objective <= floor:
        return None
    cost = model.cost
    panel = dive(model, lower, upper, first, deadline, floor, SHORT)
    for number in range(SHAKES):
        if panel is not None or deadline.passed():
            break
        model.set_cost(shaken(cost, number + 1))
        other = dive(model, lower, upper, solve_within(model, lower, upper), deadline, tries=SHORT)
        panel = None if other is None or float(cost @ other) <= floor else other
    model.set_cost(cost)
    return panel


def among_few(
    polytope: Polytope, model: Model, lower: Floats, upper: Floats, first: Solution, deadline: Deadline
) -> Ints | None:
    """As `dive`, where all columns stay as they are in `first` but the fractional ones and those that cost least."""
    if first.status is not Status.OPTIMAL:
        return None
    z = np.rint(first.x)
    fractional = np.abs(first.x - z) > WHOLE
    moving = np.flatnonzero(lower < upper)
    size = max(FEW, FEW_TIMES * int(fractional.sum()))
    if not fractional.any():
        return z.astype(np.int64)
    if len(moving) <= 2 * size:
        return None
    loss = np.abs(model.cost - polytope.transpose_times(first.row_dual))
    loss[fractional] = -1.0
    few = np.sort(moving[np.argsort(loss[moving], kind="stable")[:size]])
    z[few] = 0.0
    small = polytope.part(few, z, model)
    start = Solution(first.status, first.objective, first.bound, first.x[few], first.row_dual)
    part = dive(small, lower[few], upper[few], start, deadline, tries=SHORT)
    if part is None:
        return None
    z[few] = part
    return z.astype(np.int64)


def shaken(cost: Floats, number: int) -> Floats:
    """Returns costs that are up to SHAKEN more or less, otherwise for each `number` but always the same.

    By fractional parts of multiples of an irrational number. Number 0 changes all by the same factor.
    """
    part = np.modf(GOLDEN * number * np.arange(1, len(cost) + 1))[0]
    factors: Floats = 1 + SHAKEN * (2 * part - 1)
    return cost * factors


class _Dive:
    def __init__(self, model: Model, deadline: Deadline, floor: float, tries: int) -> None:
        self._model, self._deadline, self._floor, self._left = model, deadline, floor, tries

    def below(self, lower: Floats, upper: Floats, solution: Solution) -> Ints | None:
        """Whole numbers within these bounds, of which `solution` is the optimum."""
        while self._promising(solution):
            nearest = _fractional(solution.x)
            if not len(nearest):
                return np.rint(solution.x).astype(np.int64)
            size = max(1, 3 * len(nearest) // 4)
            while True:
                panel = self._rounded(lower, upper, solution, nearest[:size])
                if panel is not None or self._left <= 0:
                    return panel
                if size == 1:
                    break
                size = max(1, size // FEWER)
            lower, upper = _other_side(lower, upper, solution.x, int(nearest[0]))
            solution = self._solve(lower, upper)
        return None

    def _rounded(self, lower: Floats, upper: Floats, solution: Solution, columns: Ints) -> Ints | None:
        lower, upper = lower.copy(), upper.copy()
        lower[columns] = upper[columns] = np.rint(solution.x[columns])
        return self.below(lower, upper, self._solve(lower, upper))

    def _solve(self, lower: Floats, upper: Floats) -> Solution:
        self._left = 0 if self._deadline.passed() else self._left - 1
        return solve_within(self._model, lower, upper)

    def _promising(self, solution: Solution) -> bool:
        return solution.status is Status.OPTIMAL and solution.objective > self._floor and self._left >= 0


def _fractional(x: Floats) -> Ints:
    """Returns the entries that are not whole, the nearest to whole first."""
    distance = np.abs(x - np.rint(x))
    fractional = np.flatnonzero(distance > WHOLE)
    return fractional[np.argsort(distance[fractional], kind="stable")]


def _other_side(lower: Floats, upper: Floats, x: Floats, p: int) -> tuple[Floats, Floats]:
    """Returns the bounds without the whole number that x_p is nearest to, on the side where x_p is."""
    lower, upper = lower.copy(), upper.copy()
    nearest = float(np.rint(x[p]))
    if nearest > x[p]:
        upper[p] = nearest - 1
    else:
        lower[p] = nearest + 1
    return lower, upper
