"""The engine of a fair lottery: volunteers, quotas and seats in; a proven, repeatable lottery over panels out.

    problem = read_respondents("respondents.csv").problem(read_categories("categories.csv"), seats=75)
    lottery = find_lottery(problem)                       # leximin, a thousand tickets
    record = dumps(lottery.to_record())                   # what is published
    assert verify(record, problem).ok                     # by anyone, with the standard library
    panel = draw(loads(record), ticket=271)

Standard library, numpy and PuLP only; no web application, no database. Errors are `SelectionError`s with a code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selection.draw import draw
from selection.errors import Cancelled, InputError, NoPanelError, SelectionError, SolverError
from selection.formats import read_categories, read_respondents, write_panels, write_people
from selection.legacy import legacy_chances
from selection.problem import Problem, Quota, make_problem
from selection.progress import Progress, Silent
from selection.record import dumps, loads
from selection.register import Register
from selection.statistics import Statistics, statistics
from selection.strata import Plan
from selection.table_request import Pin, TableRequest
from selection.verify import Verification, verify

if TYPE_CHECKING:
    from selection.alternates import Reserves, find_reserves
    from selection.dropout import Dropout, read_dropout
    from selection.feasibility import Feasibility, check
    from selection.lottery import Lottery, find_lottery
    from selection.replacement import Replacement, replace_people
    from selection.sampling import Sample, draw_letters
    from selection.tables import TablePlan, seat

__all__ = [
    "Cancelled",
    "Dropout",
    "Feasibility",
    "InputError",
    "Lottery",
    "NoPanelError",
    "Pin",
    "Plan",
    "Problem",
    "Progress",
    "Quota",
    "Register",
    "Replacement",
    "Reserves",
    "Sample",
    "SelectionError",
    "Silent",
    "SolverError",
    "Statistics",
    "TablePlan",
    "TableRequest",
    "Verification",
    "check",
    "draw",
    "draw_letters",
    "dumps",
    "find_lottery",
    "find_reserves",
    "legacy_chances",
    "loads",
    "make_problem",
    "read_categories",
    "read_dropout",
    "read_respondents",
    "replace_people",
    "seat",
    "statistics",
    "verify",
    "write_panels",
    "write_people",
]

#: What needs a solver, by module; loaded when asked for, so that verifying loads none.
_LATER = {
    "Dropout": "dropout",
    "Feasibility": "feasibility",
    "Lottery": "lottery",
    "Replacement": "replacement",
    "Reserves": "alternates",
    "Sample": "sampling",
    "TablePlan": "tables",
    "check": "feasibility",
    "draw_letters": "sampling",
    "find_lottery": "lottery",
    "find_reserves": "alternates",
    "read_dropout": "dropout",
    "replace_people": "replacement",
    "seat": "tables",
}


def __getattr__(name: str) -> object:
    if name in _LATER:
        from importlib import import_module

        return getattr(import_module(f"selection.{_LATER[name]}"), name)
    raise AttributeError(f"module 'selection' has no attribute {name!r}")
