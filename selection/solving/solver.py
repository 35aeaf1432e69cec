"""Linear and integer programs: PuLP builds them, HiGHS (or the CBC that PuLP carries) solves them.

The only file that imports pulp or highspy. A `Model` is

    max  cᵀx    such that    row_lower ≤ Ax ≤ row_upper,    lower ≤ x ≤ upper,    x_j whole for j in `integers`

built once by PuLP; after that costs and bounds can change and columns can be added. With HiGHS the model that PuLP
built is re-solved from where it stopped; with CBC every solve builds it again: slower, the same answers. A status that
isn't an answer is an exception. One thread and a fixed seed: the same questions give the same answers.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pulp
from numpy.typing import ArrayLike, NDArray
from pulp.apis.coin_api import pulp_cbc_path

from selection.model.errors import SolverError
from selection.model.tolerances import SIMPLEX

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
INFINITY = float("inf")

HIGHS_OPTIONS: dict[str, Any] = {
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


def backend() -> str:
    """ "highs" or "cbc": what solves, HiGHS when it is there. SELECTION_SOLVER=cbc asks for the other."""
    asked = os.environ.get("SELECTION_SOLVER", "")
    if asked != "cbc" and importlib.util.find_spec("highspy"):
        return "highs"
    if pulp.COIN_CMD(path=pulp_cbc_path, msg=False).available():
        return "cbc"
    raise SolverError("no_solver")


def versions() -> dict[str, str]:
    """Names and versions of what solves: part of a record, since other versions may find other panels."""
    name = backend()
    if name == "cbc":
        return {"pulp": pulp.__version__, "solver": "CBC"}
    import highspy

    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    return {"pulp": pulp.__version__, "solver": f"HiGHS {highs.version()}"}


class Model:
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
        self._engine: _Cbc | _Highs = _Highs(self) if backend() == "highs" else _Cbc(self)

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

    def program(self, split: bool) -> tuple[pulp.LpProblem, list[list[pulp.LpConstraint]]]:
        """This model as PuLP has it, and its constraints by row.

        PuLP knows no range: with `split` such a row is two constraints, otherwise only its lower side.
        """
        program = pulp.LpProblem("beraad", pulp.LpMaximize)
        variables = [self._variable(program, j) for j in range(len(self.columns))]
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

    def _variable(self, program: pulp.LpProblem, j: int) -> pulp.LpVariable:
        low, high = float(self.lower[j]), float(self.upper[j])
        kind = pulp.LpInteger if j in self.integers else pulp.LpContinuous
        bounds = None if low == -INFINITY else low, None if high == INFINITY else high
        return program.add_variable(f"x{j:07d}", *bounds, kind)

    def _sides(self, i: int, row: list[tuple[pulp.LpVariable, float]], split: bool) -> list[pulp.LpConstraint]:
        low, high = float(self.row_lower[i]), float(self.row_upper[i])
        expression = pulp.LpAffineExpression(row)
        if low == high:
            return [pulp.LpConstraint(expression, pulp.LpConstraintEQ, rhs=low)]
        lower = [pulp.LpConstraint(expression, pulp.LpConstraintGE, rhs=low)] if low > -INFINITY else []
        upper = [pulp.LpConstraint(expression, pulp.LpConstraintLE, rhs=high)] if high < INFINITY else []
        return lower + upper if split else (lower or upper)[:1]


class _Highs:
    """The HiGHS model that PuLP builds, kept warm. It minimises −cᵀx, so costs and multipliers change sign."""

    def __init__(self, model: Model) -> None:
        self._model = model
        program, _ = model.program(split=False)
        solver = pulp.HiGHS(msg=False, **HIGHS_OPTIONS, simplex_strategy=PRIMAL if model.primal else DUAL)
        solver.createAndConfigureSolver(program)
        solver.buildSolverModel(program)
        self._highs: Any = program.solverModel
        for i in range(len(model.row_lower)):
            self.row_changed(i)

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
        self._highs.setOptionValue("time_limit", INFINITY if seconds is None else clock + seconds)
        if self._model.integers:
            self._highs.setOptionValue("mip_max_nodes", 2**31 - 1 if nodes is None else nodes)
            self._highs.setOptionValue("objective_target", -INFINITY if target is None else -target)


class _Cbc:
    """CBC through PuLP: every solve builds and starts again. A limit of nodes is not needed for its small examples."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def costs_changed(self) -> None:
        return None

    column_added = costs_changed

    def bounds_changed(self, columns: Ints) -> None:
        return None

    def row_changed(self, row: int) -> None:
        return None

    def row_added(self, columns: NDArray[np.int32], values: Floats) -> None:
        return None

    def solve(self, what: str, seconds: float | None, nodes: int | None, target: float | None) -> Solution:
        program, constraints = self._model.program(split=True)
        limits = {"timeLimit": seconds, "gapRel": 0, "gapAbs": 1e-9}
        options = [f"primalT {SIMPLEX}", f"dualT {SIMPLEX}"]
        with TemporaryDirectory() as folder:
            whole = Path(folder, "answer")
            if not self._model.integers:
                options += ["initialSolve", f"saveSolution {whole}"]
            program.solve(pulp.COIN_CMD(path=pulp_cbc_path, msg=False, threads=1, options=options, **limits))
            answer = _answer(whole) if whole.exists() else None
        nothing = np.zeros(0)
        if program.status == pulp.LpStatusInfeasible:
            return Solution(Status.INFEASIBLE, -INFINITY, -INFINITY, nothing, nothing)
        if program.status == pulp.LpStatusNotSolved and seconds is not None:
            return Solution(Status.STOPPED, -INFINITY, INFINITY, nothing, nothing)
        if program.status != pulp.LpStatusOptimal:
            raise SolverError("solver", solver="CBC", status=pulp.LpStatus[program.status], what=what)
        proven = program.sol_status == pulp.LpSolutionOptimal
        if answer is None:
            answer = np.array([v.varValue or 0.0 for v in program.variables()]), np.zeros(sum(map(len, constraints)))
        x, duals = answer
        objective = float(self._model.cost @ x)
        kind = Status.OPTIMAL if proven else Status.FEASIBLE
        row = np.repeat(np.arange(len(constraints)), [len(sides) for sides in constraints])
        dual = np.bincount(row, duals, minlength=len(constraints)).astype(float)
        return Solution(kind, objective, objective if proven else INFINITY, x, dual)


def _answer(path: Path) -> tuple[Floats, Floats]:
    """Values of the columns and multipliers of the rows that CBC saved in a file: its printed text has eight digits."""
    content = path.read_bytes()
    rows, columns = np.frombuffer(content, np.int32, 2).tolist()
    values = np.frombuffer(content, np.float64, offset=8)[1:]  # the first is the objective
    _activities, duals, x, _reduced_costs = np.split(values, np.cumsum([rows, rows, columns]))
    return x, duals
