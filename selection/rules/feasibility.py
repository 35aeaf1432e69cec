"""Whether a panel exists; if not, the smallest changes of quotas that allow one, which quotas clash, who is missing.

Quotas clash if together they allow no panel, but without any one of them they would. They are found by leaving quotas
out one by one, as far as time allows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from selection.model.deadline import TIME_LIMIT, Deadline
from selection.model.errors import NoPanelError
from selection.model.problem import Problem
from selection.model.profiles import make_profiles
from selection.model.progress import Progress, Silent
from selection.rules.existence import find_panel, refusal
from selection.rules.missing import Missing, missing, scarce
from selection.rules.obvious import beyond_quotas, obvious
from selection.rules.quota_changes import Change, Changes, fewest_people, smallest_changes
from selection.solving.polytope import Ints, Polytope, make_polytope
from selection.solving.solver import Status

__all__ = ["Change", "Clash", "Feasibility", "Missing", "check", "fewest_changes"]


@dataclass(frozen=True)
class Clash:
    """One side ("min" or "max") of a quota that is part of a contradiction, with its bound."""

    feature: str
    value: str
    side: str
    bound: int


@dataclass(frozen=True)
class Feasibility:
    """`ok`: a panel exists. Otherwise `reason` (an error with code, parameters and proof) and what can be done.

    `changes`: the smallest change of quotas that helps, empty if none does; `alternatives`: others to choose from;
    `within_flex`: they stay within flexible bounds; `smallest`: `changes` was proven smallest in time.
    """

    ok: bool
    reason: NoPanelError | None = None
    changes: Changes = ()
    within_flex: bool = True
    clashes: tuple[Clash, ...] = ()
    missing: tuple[Missing, ...] = ()
    alternatives: tuple[Changes, ...] = ()
    smallest: bool = True


def check(problem: Problem, progress: Progress | None = None, time_limit: float | None = TIME_LIMIT) -> Feasibility:
    """Returns whether `problem` has a panel, and if not, what would allow one.

    Raises SolverError if neither a panel nor the proof that none exists is found in time; Cancelled.
    """
    progress, deadline = progress or Silent(), Deadline(time_limit)
    progress.step("feasibility", 0, 3)
    polytope = make_polytope(problem, make_profiles(problem))
    reason = obvious(problem)
    if reason is None:
        if find_panel(polytope, deadline) is not None:
            return Feasibility(True, missing=scarce(problem, polytope, progress))
        reason = NoPanelError("no_panel")
    reason = refusal(problem, polytope, reason, deadline)
    if beyond_quotas(reason):
        return Feasibility(False, reason, within_flex=False)
    progress.step("feasibility", 1, 3)
    choices = smallest_changes(problem, polytope, deadline)
    progress.step("feasibility", 2, 3)
    clashes, who = _clashes(polytope, deadline), missing(problem, polytope)
    progress.step("feasibility", 3, 3)
    first = choices.ways[0] if choices.ways else ()
    return Feasibility(False, reason, first, choices.within_flex, clashes, who, choices.ways[1:], choices.smallest)


def fewest_changes(problem: Problem, time_limit: float | None = TIME_LIMIT) -> Changes:
    """Returns the change of quotas by the fewest people that makes a panel possible; empty if none does."""
    return fewest_people(make_polytope(problem, make_profiles(problem)), Deadline(time_limit))


def _clashes(polytope: Polytope, deadline: Deadline) -> tuple[Clash, ...]:
    """Returns an irreducible set of quota sides that allows no panel; empty if the contradiction is not in quotas."""
    V = len(polytope.values)
    lower, upper = polytope.lower.copy(), polytope.upper.copy()
    relaxed = _impossible(polytope, lower, upper, False, deadline)
    seats = int(polytope.lower[0])
    for row in range(1, V + 1):
        for bounds, free in ((lower, 0), (upper, seats)):
            kept, bounds[row] = bounds[row], free
            if not _impossible(polytope, lower, upper, not relaxed, deadline):
                bounds[row] = kept
    clashes = []
    for row, (feature, value) in enumerate(polytope.values, start=1):
        if lower[row] > 0:
            clashes.append(Clash(feature, value, "min", int(lower[row])))
        if upper[row] < seats:
            clashes.append(Clash(feature, value, "max", int(upper[row])))
    return tuple(clashes)


def _impossible(polytope: Polytope, lower: Ints, upper: Ints, whole: bool, deadline: Deadline) -> bool:
    """Whether the solver finds these quotas infeasible; False if the time is up."""
    changed = replace(polytope, lower=lower, upper=upper)
    model = changed.model(np.zeros(len(polytope.count)), whole)
    if deadline.passed():
        return False
    return model.solve("do these quotas clash", deadline.left()).status is Status.INFEASIBLE
