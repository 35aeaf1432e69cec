"""The engine of a fair lottery: volunteers, quotas and seats in; a proven, repeatable lottery over panels out.

    problem = read_respondents("respondents.csv").problem(read_categories("categories.csv"), seats=75)
    lottery = find_lottery(problem)                       # leximin, a thousand tickets
    record = dumps(lottery.to_record())                   # what is published
    assert verify(record, problem).ok                     # by anyone, with the standard library
    panel = draw(loads(record), ticket=271)

Standard library, numpy and a solver only, HiGHS or the CBC that PuLP carries; no web application, no database. Errors
are `SelectionError`s with a code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selection.letters.register import Register
    from selection.letters.sampling import Sample, draw_letters
    from selection.letters.strata import Plan
    from selection.model.errors import Cancelled, InputError, NoPanelError, SelectionError, SolverError
    from selection.model.formats import read_categories, read_respondents, write_panels, write_people
    from selection.model.problem import Problem, Quota, make_problem
    from selection.model.progress import Progress, Silent
    from selection.model.statistics import Statistics, statistics
    from selection.panels.alternates import Reserves, find_reserves
    from selection.panels.dropout import Dropout, read_dropout
    from selection.panels.replacement import Replacement, replace_people
    from selection.proof.record import dumps, loads
    from selection.proof.verify import Verification, verify
    from selection.rules.feasibility import Feasibility, check
    from selection.rules.legacy import legacy_chances
    from selection.tables.plan import TablePlan, seat
    from selection.tables.request import Pin, TableRequest
    from selection.tickets.draw import draw
    from selection.tickets.lottery import Lottery, find_lottery

#: The version of the engine and of the project; both distributions read it here.
VERSION = "0.2.0"

__all__ = [
    "VERSION",
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

#: Name → module. Each is imported when it is asked for: verifying a record loads neither numpy nor a solver.
_MODULES = {
    "Cancelled": "model.errors",
    "Dropout": "panels.dropout",
    "Feasibility": "rules.feasibility",
    "InputError": "model.errors",
    "Lottery": "tickets.lottery",
    "NoPanelError": "model.errors",
    "Pin": "tables.request",
    "Plan": "letters.strata",
    "Problem": "model.problem",
    "Progress": "model.progress",
    "Quota": "model.problem",
    "Register": "letters.register",
    "Replacement": "panels.replacement",
    "Reserves": "panels.alternates",
    "Sample": "letters.sampling",
    "SelectionError": "model.errors",
    "Silent": "model.progress",
    "SolverError": "model.errors",
    "Statistics": "model.statistics",
    "TablePlan": "tables.plan",
    "TableRequest": "tables.request",
    "Verification": "proof.verify",
    "check": "rules.feasibility",
    "draw": "tickets.draw",
    "draw_letters": "letters.sampling",
    "dumps": "proof.record",
    "find_lottery": "tickets.lottery",
    "find_reserves": "panels.alternates",
    "legacy_chances": "rules.legacy",
    "loads": "proof.record",
    "make_problem": "model.problem",
    "read_categories": "model.formats",
    "read_dropout": "panels.dropout",
    "read_respondents": "model.formats",
    "replace_people": "panels.replacement",
    "seat": "tables.plan",
    "statistics": "model.statistics",
    "verify": "proof.verify",
    "write_panels": "model.formats",
    "write_people": "model.formats",
}


def __getattr__(name: str) -> object:
    if name in _MODULES:
        from importlib import import_module

        return getattr(import_module(f"selection.{_MODULES[name]}"), name)
    raise AttributeError(f"module 'selection' has no attribute {name!r}")
