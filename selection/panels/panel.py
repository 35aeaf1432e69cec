"""A panel on paper: whether its people exist, who could join it, and which quotas it misses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from selection.model.errors import InputError
from selection.model.problem import Problem


@dataclass(frozen=True)
class Deviation:
    """A quota that a panel misses: it has `seats` people with the value."""

    feature: str
    value: str
    min: int
    max: int
    seats: int


def check_panel(problem: Problem, panel: Collection[str]) -> None:
    """Raises InputError for an id that is unknown or occurs twice."""
    for person, times in sorted(Counter(panel).items()):
        if person not in problem.people:
            raise InputError("panel_unknown", id=person)
        if times > 1:
            raise InputError("panel_twice", id=person)


def counts(problem: Problem, panel: Collection[str]) -> Counter[tuple[str, str]]:
    """People on the panel by (feature, value)."""
    return Counter(pair for person in panel for pair in zip(problem.features, problem.people[person], strict=True))


def deviations(problem: Problem, panel: Collection[str]) -> tuple[Deviation, ...]:
    """The quotas that `panel` misses, in the order of the problem."""
    seated = counts(problem, panel)
    missed = []
    for feature, values in problem.features.items():
        for value, quota in values.items():
            seats = seated[feature, value]
            if not quota.min <= seats <= quota.max:
                missed.append(Deviation(feature, value, quota.min, quota.max, seats))
    return tuple(missed)


def candidates(problem: Problem, panel: Collection[str]) -> list[str]:
    """Who could join: not on the panel, not excluded, in no household of a panellist. Sorted."""
    households = problem.households or {}
    homes = {households[person] for person in panel if person in households}
    out = set(panel) | set(problem.must_not)
    return [i for i in problem.people if i not in out and (i not in households or households[i] not in homes)]
