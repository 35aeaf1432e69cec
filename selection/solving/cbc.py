"""CBC, which PuLP carries: slower than HiGHS, and the same answers."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pulp
from numpy.typing import NDArray
from pulp.apis.coin_api import pulp_cbc_path

from selection.model.errors import SolverError
from selection.model.tolerances import SIMPLEX
from selection.solving.program import INFINITY, LONGEST, Floats, Ints, Program, Solution, Status


def version() -> str:
    """Returns the version of the PuLP that carries CBC."""
    return str(pulp.__version__)


def available() -> bool:
    """Returns whether this PuLP carries CBC for this machine."""
    return bool(pulp.COIN_CMD(path=pulp_cbc_path, msg=False).available())


class Cbc:
    """CBC through PuLP: every solve builds and starts again. A limit of nodes is not needed for its small examples."""

    def __init__(self, model: Program) -> None:
        self._model = model

    def costs_changed(self) -> None:
        return None

    column_added = restart = costs_changed

    def bounds_changed(self, columns: Ints) -> None:
        return None

    def row_changed(self, row: int) -> None:
        return None

    def row_added(self, columns: NDArray[np.int32], values: Floats) -> None:
        return None

    def solve(self, what: str, seconds: float | None, nodes: int | None, target: float | None) -> Solution:
        program, constraints = _in_pulp(self._model)
        limits = {"timeLimit": LONGEST if seconds is None else seconds, "gapRel": 0, "gapAbs": 1e-9}
        options = [f"primalT {SIMPLEX}", f"dualT {SIMPLEX}"]
        with TemporaryDirectory() as folder:
            whole = Path(folder, "answer")
            if not self._model.integers:
                options += ["initialSolve", f"saveSolution {whole}"]
            try:
                program.solve(pulp.COIN_CMD(path=pulp_cbc_path, msg=False, threads=1, options=options, **limits))
            except pulp.PulpSolverError as error:
                raise SolverError("solver", solver="CBC", status=str(error), what=what) from error
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


def _in_pulp(model: Program) -> tuple[pulp.LpProblem, list[list[pulp.LpConstraint]]]:
    """Returns the program as PuLP has it, and its constraints by row: two for a row with a range, which PuLP lacks."""
    program = pulp.LpProblem("beraad", pulp.LpMaximize)
    variables = [_variable(model, j) for j in range(len(model.columns))]
    # every variable stands in the objective, if with factor 0, so that PuLP has all columns in their order
    program += pulp.LpAffineExpression(zip(variables, model.cost.tolist(), strict=True))
    terms: list[list[tuple[pulp.LpVariable, float]]] = [[] for _ in model.row_lower]
    for variable, (rows, values) in zip(variables, model.columns, strict=True):
        for i, a in zip(rows.tolist(), values.tolist(), strict=True):
            terms[i].append((variable, a))
    constraints = [_sides(model, i, row) for i, row in enumerate(terms)]
    for sides in constraints:
        for constraint in sides:
            program += constraint
    return program, constraints


def _variable(model: Program, j: int) -> pulp.LpVariable:
    low, high = float(model.lower[j]), float(model.upper[j])
    kind = pulp.LpInteger if j in model.integers else pulp.LpContinuous
    bounds = None if low == -INFINITY else low, None if high == INFINITY else high
    return pulp.LpVariable(f"x{j:07d}", *bounds, kind)


def _sides(model: Program, i: int, row: list[tuple[pulp.LpVariable, float]]) -> list[pulp.LpConstraint]:
    low, high = float(model.row_lower[i]), float(model.row_upper[i])
    expression = pulp.LpAffineExpression(row)
    if low == high:
        return [pulp.LpConstraint(expression, pulp.LpConstraintEQ, rhs=low)]
    lower = [pulp.LpConstraint(expression, pulp.LpConstraintGE, rhs=low)] if low > -INFINITY else []
    upper = [pulp.LpConstraint(expression, pulp.LpConstraintLE, rhs=high)] if high < INFINITY else []
    return lower + upper


def _answer(path: Path) -> tuple[Floats, Floats]:
    """Values of the columns and multipliers of the rows that CBC saved in a file: its printed text has eight digits."""
    content = path.read_bytes()
    rows, columns = np.frombuffer(content, np.int32, 2).tolist()
    values = np.frombuffer(content, np.float64, offset=8)[1:]  # the first is the objective
    _activities, duals, x, _reduced_costs = np.split(values, np.cumsum([rows, rows, columns]))
    return x, duals
