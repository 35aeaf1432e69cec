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


def available() -> bool:
    """Whether this PuLP carries CBC for this machine."""
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
        program, constraints = self._model.program(split=True)
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


def _answer(path: Path) -> tuple[Floats, Floats]:
    """Values of the columns and multipliers of the rows that CBC saved in a file: its printed text has eight digits."""
    content = path.read_bytes()
    rows, columns = np.frombuffer(content, np.int32, 2).tolist()
    values = np.frombuffer(content, np.float64, offset=8)[1:]  # the first is the objective
    _activities, duals, x, _reduced_costs = np.split(values, np.cumsum([rows, rows, columns]))
    return x, duals
