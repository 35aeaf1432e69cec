"""From the vertex of a relaxation to whole numbers: round the nearest to whole, solve again from there, and so on."""

from __future__ import annotations

import numpy as np

from selection.polytope import Floats, Ints
from selection.solver import Model, Solution, Status
from selection.tolerances import WHOLE

#: A dive rounds this part of the fractional entries at a time, the nearest to whole first; a second one, one by one.
ROUNDED = (0.5, 0.0)


def dive(model: Model, lower: Floats, upper: Floats, first: Solution, part: float) -> Ints | None:
    """Whole numbers in `model` within these bounds, from its optimum `first`, or None when rounding failed."""
    lower, upper = lower.copy(), upper.copy()
    solution = first
    while solution.status is Status.OPTIMAL:
        distance = np.abs(solution.x - np.rint(solution.x))
        fractional = np.flatnonzero(distance > WHOLE)
        if not len(fractional):
            return np.rint(solution.x).astype(np.int64)
        nearest = fractional[np.argsort(distance[fractional], kind="stable")]
        chosen = nearest[: max(1, int(part * len(nearest)))]
        lower[chosen] = upper[chosen] = np.rint(solution.x[chosen])
        solution = solve_within(model, lower, upper)
    return None


def solve_within(model: Model, lower: Floats, upper: Floats) -> Solution:
    """The optimum of `model` within these bounds."""
    model.set_bounds(lower, upper)
    return model.solve("a panel")
