"""The contradictions that counting shows, in numbers an organiser recognises."""

from __future__ import annotations

from collections.abc import Collection

from selection.model.errors import NoPanelError
from selection.model.problem import Problem


def obvious(problem: Problem) -> NoPanelError | None:
    """Returns the first reason by counting why `problem` has no panel, or None."""
    excluded = set(problem.must_not)
    pool = [person for person in problem.people if person not in excluded]
    if len(pool) < problem.seats:
        return NoPanelError("too_few_people", seats=problem.seats, people=len(pool))
    homes = _homes(problem, pool)
    if homes < problem.seats:
        return NoPanelError("too_few_households", seats=problem.seats, households=homes)
    return _musts(problem) or _quotas(problem, pool)


def beyond_quotas(reason: NoPanelError) -> bool:
    """Whether no change of quotas can help."""
    return reason.code in ("too_few_people", "too_few_households", "musts_in_one_household")


def _homes(problem: Problem, people: Collection[str]) -> int:
    """Returns how many of these people can be on one panel, at most one per household."""
    households = problem.households or {}
    alone = [person for person in people if person not in households]
    return len(alone) + len({households[person] for person in people if person in households})


def _musts(problem: Problem) -> NoPanelError | None:
    seen: dict[int, str] = {}
    for person in problem.must:
        household = (problem.households or {}).get(person)
        if household is not None and household in seen:
            return NoPanelError("musts_in_one_household", first=seen[household], second=person)
        if household is not None:
            seen[household] = person
    return None


def _quotas(problem: Problem, pool: Collection[str]) -> NoPanelError | None:
    for f, (feature, quotas) in enumerate(problem.features.items()):
        low, high = sum(q.min for q in quotas.values()), sum(q.max for q in quotas.values())
        if low > problem.seats:
            return NoPanelError("minimums_above_seats", feature=feature, total=low, seats=problem.seats)
        if high < problem.seats:
            return NoPanelError("maximums_below_seats", feature=feature, total=high, seats=problem.seats)
        having: dict[str, list[str]] = {value: [] for value in quotas}
        for person in pool:
            having[problem.people[person][f]].append(person)
        for value, quota in quotas.items():
            quota_params = {"feature": feature, "value": value, "min": quota.min}
            people, homes = len(having[value]), _homes(problem, having[value])
            if people < quota.min:
                return NoPanelError("too_few_with_value", **quota_params, people=people)
            if homes < quota.min:
                return NoPanelError("too_few_households_with_value", **quota_params, households=homes)
    return None
