"""A linear or integer program as arrays, and what a solver can say about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
INFINITY = float("inf")

#: The columns of a matrix: for each its rows and the coefficients there.
Columns = Sequence[tuple[ArrayLike, ArrayLike]]

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
    """A program whose column j has the coefficients `columns[j][1]` in the rows `columns[j][0]`. Always maximises.

    `quick`: a solve from the beginning goes without presolve, which takes longer than it saves on a small program.
    `primal`: columns will be added, so that the primal simplex method is the quickest to go on.
    """

    def __init__(
        self,
        columns: Columns,
        row_lower: ArrayLike,
        row_upper: ArrayLike,
        lower: ArrayLike,
        upper: ArrayLike,
        cost: ArrayLike,
        integers: Sequence[int] | range = (),
        primal: bool = False,
        quick: bool = False,
    ) -> None:
        self.columns = [(np.asarray(i, dtype=np.int32), np.asarray(a, dtype=float)) for i, a in columns]
        self.row_lower, self.row_upper = np.array(row_lower, dtype=float), np.array(row_upper, dtype=float)
        self.lower, self.upper = np.array(lower, dtype=float), np.array(upper, dtype=float)
        self.cost = np.array(cost, dtype=float)
        self.integers = set(integers)
        self.primal, self.quick = primal, quick

    def sparse(self) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
        """Returns the matrix column by column: where each column starts, the rows, and the coefficients there."""
        sizes = [len(rows) for rows, _ in self.columns]
        start = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32)[: len(sizes)]
        none = (np.zeros(0, dtype=np.int32), np.zeros(0))
        rows, values = (np.concatenate(part) for part in zip(none, *self.columns, strict=True))
        return start, rows, values
