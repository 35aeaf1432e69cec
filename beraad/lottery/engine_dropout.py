"""The adapter to what the engine knows of drop-out before a draw: more people, reserves, both, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from beraad.lottery.engine import Leaving, Listener, Step, dropout, make_problem
from beraad.lottery.errors import ComputationError, NoPanelError
from beraad.lottery.models import Goal
from beraad.lottery.snapshot import Snapshot
from selection.model import errors as engine_errors
from selection.panels.comparison import Comparison, Wish, compare
from selection.panels.dropout_bound import Goal as EngineGoal


@dataclass(frozen=True)
class Expected:
    """What is expected and wished: at most `extra` people more; `late` of who leaves does so too late for a reserve."""

    leaving: Leaving
    extra: int
    late: Fraction
    goal: Goal


@dataclass(frozen=True)
class Situation:
    """People drawn, people on the list of reserves, people left on average, and how often minimums and quotas hold."""

    drawn: int
    reserves: int
    left: float
    minimums: float
    quotas: float


@dataclass(frozen=True)
class Proposal:
    """Seats and quotas of a draw of more people, by feature and answer: (minimum, maximum).

    `situations`: by name, nothing, reserves, more_people and both. `bound`: no draw of so many people reaches the goal
    more often, without and with reserves.
    """

    seats: int
    quotas: Mapping[str, Mapping[str, tuple[int, int]]]
    situations: Mapping[str, Situation]
    bound: float
    bound_with_reserves: float


def propose(snapshot: Snapshot, expected: Expected, on_step: Step) -> Proposal:
    """Returns a draw that outlasts drop-out, with simulations. Raises `DropoutFileError`, `NoPanelError` or
    `ComputationError`.
    """
    problem = make_problem(snapshot)
    factors = dropout(problem, expected.leaving)
    wish = Wish(expected.extra, goal=EngineGoal(expected.goal.value), late=expected.late)
    try:
        return _proposal(compare(problem, wish, factors, progress=Listener(on_step)))
    except engine_errors.NoPanelError as error:
        raise NoPanelError(reason=error.code, **error.params) from error
    except engine_errors.SelectionError as error:
        raise ComputationError(code=error.code) from error


def _proposal(comparison: Comparison) -> Proposal:
    draw = comparison.plan.problem
    outcomes = {name: getattr(comparison, name) for name in ("nothing", "reserves", "more_people", "both")}
    return Proposal(
        seats=draw.seats,
        quotas={f: {v: (quota.min, quota.max) for v, quota in values.items()} for f, values in draw.features.items()},
        situations={
            name: Situation(outcome.seats, outcome.reserves, outcome.people, outcome.minimums, outcome.quotas)
            for name, outcome in outcomes.items()
        },
        bound=comparison.bound,
        bound_with_reserves=comparison.bound_with_reserves,
    )
