"""What a linear or integer program is, as arrays and as PuLP has it, and what a solver can say about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import pulp
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
INFINITY = float("inf")

#: Seconds after which a program without a limit of its own is given up.
LONGEST = 300.0


class Status(Enum):
    """How a solve ended. FEASIBLE: a solution within the bound, stopped by the limit of nodes or time."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    FEASIBLE = "feasible"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Solution:
    """`x` by column, `row_dual` by row: the rise of the objective per unit of that row (linear programs only).

    `bound`: no solution has an objective above it.
    """

    status: Status
    objective: float
    bound: float
    x: Floats
    row_dual: Floats


class Program:
    """A program with columns given sparsely: `columns[j]` = (row indices, coefficients). Always maximises.

    `primal`: columns will be added, so that the primal simplex method is the quickest to go on.
    """

    def __init__(
        self,
        columns: Sequence[tuple[ArrayLike, ArrayLike]],
        row_lower: ArrayLike,
        row_upper: ArrayLike,
        lower: ArrayLike,
        upper: ArrayLike,
        cost: ArrayLike,
        integers: Sequence[int] | range = (),
        primal: bool = False,
    ) -> None:
        self.columns = [(np.asarray(i, dtype=np.int32), np.asarray(a, dtype=float)) for i, a in columns]
        self.row_lower, self.row_upper = np.array(row_lower, dtype=float), np.array(row_upper, dtype=float)
        self.lower, self.upper = np.array(lower, dtype=float), np.array(upper, dtype=float)
        self.cost = np.array(cost, dtype=float)
        self.integers = set(integers)
        self.primal = primal

    def program(self, split: bool) -> tuple[pulp.LpProblem, list[list[pulp.LpConstraint]]]:
        """This model as PuLP has it, and its constraints by row.

        PuLP knows no range: with `split` such a row is two constraints, otherwise only its lower side.
        """
        program = pulp.LpProblem("beraad", pulp.LpMaximize)
        variables = [self._variable(j) for j in range(len(self.columns))]
        # every variable stands in the objective, if with factor 0, so that PuLP has all columns in their order
        program += pulp.LpAffineExpression(zip(variables, self.cost.tolist(), strict=True))
        terms: list[list[tuple[pulp.LpVariable, float]]] = [[] for _ in self.row_lower]
        for variable, (rows, values) in zip(variables, self.columns, strict=True):
            for i, a in zip(rows.tolist(), values.tolist(), strict=True):
                terms[i].append((variable, a))
        constraints = [self._sides(i, row, split) for i, row in enumerate(terms)]
        for sides in constraints:
            for constraint in sides:
                program += constraint
        return program, constraints

    def _variable(self, j: int) -> pulp.LpVariable:
        low, high = float(self.lower[j]), float(self.upper[j])
        kind = pulp.LpInteger if j in self.integers else pulp.LpContinuous
        bounds = None if low == -INFINITY else low, None if high == INFINITY else high
        return pulp.LpVariable(f"x{j:07d}", *bounds, kind)

    def _sides(self, i: int, row: list[tuple[pulp.LpVariable, float]], split: bool) -> list[pulp.LpConstraint]:
        low, high = float(self.row_lower[i]), float(self.row_upper[i])
        expression = pulp.LpAffineExpression(row)
        if low == high:
            return [pulp.LpConstraint(expression, pulp.LpConstraintEQ, rhs=low)]
        lower = [pulp.LpConstraint(expression, pulp.LpConstraintGE, rhs=low)] if low > -INFINITY else []
        upper = [pulp.LpConstraint(expression, pulp.LpConstraintLE, rhs=high)] if high < INFINITY else []
        return lower + upper if split else (lower or upper)[:1]
