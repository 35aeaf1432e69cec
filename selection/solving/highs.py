"""HiGHS, kept warm: a program is solved again from where the last solve stopped."""

from __future__ import annotations

import weakref
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from selection.model.errors import SolverError
from selection.model.tolerances import SIMPLEX
from selection.solving.program import INFINITY, LONGEST, Floats, Ints, Program, Solution, Status

OPTIONS: dict[str, Any] = {
    "threads": 1,
    "random_seed": 0,
    "parallel": "off",
    "primal_feasibility_tolerance": SIMPLEX,
    "dual_feasibility_tolerance": SIMPLEX,
    "mip_feasibility_tolerance": 1e-7,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-9,
}


#: HiGHS' numbers for the simplex method: the dual goes on from where it was after bounds change, the primal after
#: columns are added.
DUAL, PRIMAL = 1, 4


@cache
def _quiet_class() -> Any:
    import highspy

    class Quiet(highspy.Highs):
        """HiGHS without callbacks: with them it is never freed, and some versions print a banner at their start."""

        def enableCallbacks(self) -> None:  # noqa: N802 - the name that HiGHS calls
            self.callbacks = []

    return Quiet


def quiet_highs() -> Any:
    """Returns an empty model of HiGHS that prints nothing, and is freed with its last reference."""
    highs = _quiet_class()()
    highs.setOptionValue("output_flag", False)
    return highs


class Highs:
    """A model of HiGHS, kept warm. It minimises −cᵀx, so costs and multipliers change sign."""

    def __init__(self, model: Program) -> None:
        self._model: Program = weakref.proxy(model)  # which holds this: both are freed at once
        self._highs = quiet_highs()
        presolve = {"presolve": "off"} if model.quick else {}
        method = {"simplex_strategy": PRIMAL if model.primal else DUAL}
        for option, value in {**OPTIONS, **method, **presolve}.items():
            self._highs.setOptionValue(option, value)
        self._pass()

    def _pass(self) -> None:
        """Pass the whole program: its rows, still empty, and the columns with their coefficients."""
        import highspy

        model, R, m = self._model, len(self._model.row_lower), len(self._model.columns)
        start, rows, values = model.sparse()
        empty = np.zeros(0, dtype=np.int32)
        self._highs.addRows(R, model.row_lower, model.row_upper, 0, np.zeros(R, dtype=np.int32), empty, np.zeros(0))
        self._highs.addCols(m, -model.cost, model.lower, model.upper, len(rows), start, rows, values)
        for j in sorted(model.integers):
            self._highs.changeColIntegrality(j, highspy.HighsVarType.kInteger)

    def costs_changed(self) -> None:
        m = len(self._model.cost)
        self._highs.changeColsCost(m, np.arange(m, dtype=np.int32), -self._model.cost)

    def bounds_changed(self, columns: Ints) -> None:
        lower, upper = self._model.lower[columns], self._model.upper[columns]
        self._highs.changeColsBounds(len(columns), columns.astype(np.int32), lower, upper)

    def row_changed(self, row: int) -> None:
        self._highs.changeRowBounds(row, float(self._model.row_lower[row]), float(self._model.row_upper[row]))

    def column_added(self) -> None:
        rows, values = self._model.columns[-1]
        low, high = float(self._model.lower[-1]), float(self._model.upper[-1])
        self._highs.addCol(-float(self._model.cost[-1]), low, high, len(rows), rows, values)

    def row_added(self, columns: NDArray[np.int32], values: Floats) -> None:
        low, high = float(self._model.row_lower[-1]), float(self._model.row_upper[-1])
        self._highs.addRow(low, high, len(columns), columns, values)

    def restart(self) -> None:
        self._highs.clearSolver()

    def solve(self, what: str, seconds: float | None, nodes: int | None, target: float | None) -> Solution:
        import highspy

        kinds = highspy.HighsModelStatus
        self._limit(seconds, nodes, target)
        status = self._run()
        if status in (kinds.kUnknown, kinds.kSolveError):  # lost its way from where it stopped: rare
            self._highs.clearSolver()
            status = self._run()
        nothing = np.zeros(0)
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
            return Solution(Status.INFEASIBLE, -INFINITY, -INFINITY, nothing, nothing)
        info = self._highs.getInfo()
        bound = -info.mip_dual_bound if self._model.integers else -info.objective_function_value
        limits = (kinds.kTimeLimit, kinds.kSolutionLimit, kinds.kObjectiveTarget)
        if status == kinds.kTimeLimit and seconds is None:
            raise SolverError("solver_time", solver="HiGHS", what=what)
        if status in limits and info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Solution(Status.STOPPED, -INFINITY, bound, nothing, nothing)
        if status not in (kinds.kOptimal, kinds.kModelEmpty, *limits):
            raise SolverError("solver", solver="HiGHS", status=self._highs.modelStatusToString(status), what=what)
        solution = self._highs.getSolution()
        kind = Status.FEASIBLE if status in limits else Status.OPTIMAL
        x, dual = np.array(solution.col_value), -np.array(solution.row_dual)
        return Solution(kind, -info.objective_function_value, bound, x, dual)

    def _run(self) -> Any:
        self._highs.run()
        return self._highs.getModelStatus()

    def _limit(self, seconds: float | None, nodes: int | None, target: float | None) -> None:
        clock = self._highs.getRunTime()  # its limit counts from the first run
        self._highs.setOptionValue("time_limit", clock + (LONGEST if seconds is None else seconds))
        if self._model.integers:
            self._highs.setOptionValue("mip_max_nodes", 2**31 - 1 if nodes is None else nodes)
            self._highs.setOptionValue("objective_target", -INFINITY if target is None else -target)
