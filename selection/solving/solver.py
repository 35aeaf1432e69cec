"""Linear and integer programs, solved by HiGHS or by the CBC that PuLP carries.

A `Model` is

    max  cᵀx    such that    row_lower ≤ Ax ≤ row_upper,    lower ≤ x ≤ upper,    x_j whole for j in `integers`

whose costs and bounds can change and to which rows and columns can be added. HiGHS has its arrays once and solves it
again from where it stopped; for CBC PuLP builds it again for every solve: slower, the same answers. A status that isn't
an answer is an exception. One thread and a fixed seed: the same questions have the same answers. No program runs longer
than `LONGEST`.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from selection.model.errors import SolverError
from selection.solving.highs import Highs, quiet_highs
from selection.solving.program import INFINITY, Columns, Floats, Ints, Program, Solution, Status

if TYPE_CHECKING:
    from selection.solving.cbc import Cbc

__all__ = ["INFINITY", "Model", "Solution", "Status", "backend", "versions"]


def backend() -> str:
    """ "highs" or "cbc": what solves, HiGHS when it is there. SELECTION_SOLVER=cbc asks for the other."""
    asked = os.environ.get("SELECTION_SOLVER", "")
    if asked != "cbc" and importlib.util.find_spec("highspy"):
        return "highs"
    from selection.solving import cbc  # with PuLP, which takes time to load

    if cbc.available():
        return "cbc"
    raise SolverError("no_solver")


def versions() -> dict[str, str]:
    """Names and versions of what solves: part of a record, since other versions may find other panels."""
    if backend() == "cbc":
        from selection.solving import cbc

        return {"pulp": cbc.version(), "solver": "CBC"}
    return {"solver": f"HiGHS {quiet_highs().version()}"}


def _engine(program: Program) -> Highs | Cbc:
    if backend() == "highs":
        return Highs(program)
    from selection.solving.cbc import Cbc

    return Cbc(program)


class Model(Program):
    """A program that a solver holds: it can change, and be solved again."""

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
        super().__init__(columns, row_lower, row_upper, lower, upper, cost, integers, primal, quick)
        self._engine = _engine(self)

    def __len__(self) -> int:
        return len(self.columns)

    def set_cost(self, cost: ArrayLike) -> None:
        self.cost = np.array(cost, dtype=float)
        self._engine.costs_changed()

    def set_bounds(self, lower: ArrayLike, upper: ArrayLike) -> None:
        """New bounds of all columns."""
        before = self.lower, self.upper
        self.lower, self.upper = np.array(lower, dtype=float), np.array(upper, dtype=float)
        self._engine.bounds_changed(np.flatnonzero((self.lower != before[0]) | (self.upper != before[1])))

    def set_row(self, row: int, lower: float, upper: float) -> None:
        self.row_lower[row], self.row_upper[row] = lower, upper
        self._engine.row_changed(row)

    def add_column(self, rows: ArrayLike, values: ArrayLike, lower: float, upper: float, cost: float) -> None:
        self.columns.append((np.asarray(rows, dtype=np.int32), np.asarray(values, dtype=float)))
        self.lower, self.upper = np.append(self.lower, lower), np.append(self.upper, upper)
        self.cost = np.append(self.cost, cost)
        self._engine.column_added()

    def add_row(self, columns: Ints, values: Floats, lower: float, upper: float) -> None:
        row = len(self.row_lower)
        for j, a in zip(columns.tolist(), values.tolist(), strict=True):
            rows, entries = self.columns[j]
            self.columns[j] = (np.append(rows, np.int32(row)), np.append(entries, a))
        self.row_lower, self.row_upper = np.append(self.row_lower, lower), np.append(self.row_upper, upper)
        self._engine.row_added(columns.astype(np.int32), values)

    def solve(
        self, what: str, seconds: float | None = None, nodes: int | None = None, target: float | None = None
    ) -> Solution:
        """Solve; `what` names the question in the error when the solver gives no answer.

        It may stop with a whole solution after `seconds` or `nodes`, or once the objective is above `target`.
        """
        return self._engine.solve(what, seconds, nodes, target)

    def restart(self) -> None:
        """Forget where the last solve ended: the next begins anew, with the solver's presolve."""
        self._engine.restart()
