"""What `check` says of a small pool, and every change of quotas that would give it a panel."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from selection import Problem, Quota, check
from selection.rules.quota_changes import Changes
from tests.selection.brute import panels_of
from tests.selection.instances import with_quotas

Measure = tuple[int, Fraction, int]


def smallest_change(problem: Problem) -> Measure | None:
    """By enumeration, over all panels without quotas: minimums that become zero, relative size, quotas changed."""
    wide = {(f, v): Quota(0, problem.seats) for f, values in problem.features.items() for v in values}
    panels = panels_of(with_quotas(problem, wide))
    return min((measure(problem, dict(_seats(problem, panel))) for panel in panels), default=None)


def _seats(problem: Problem, panel: np.ndarray) -> Iterator[tuple[tuple[str, str], int]]:
    for at, (feature, quotas) in enumerate(problem.features.items()):
        for value in quotas:
            has = np.array([answers[at] == value for answers in problem.people.values()], dtype=float)
            yield (feature, value), int(panel @ has)


def measure(problem: Problem, seats: dict[tuple[str, str], int]) -> Measure:
    """How large the change of quotas is that makes these seats possible."""
    zeros, size, changed = 0, Fraction(0), 0
    for (feature, value), there in seats.items():
        quota = problem.features[feature][value]
        zeros += quota.min > 0 and not there
        size += Fraction(max(quota.min - there, 0), max(quota.min, 1))
        size += Fraction(max(there - quota.max, 0), max(quota.max, 1))
        changed += not quota.min <= there <= quota.max
    return zeros, size, changed


def measure_of(problem: Problem, changes: Changes) -> Measure:
    at = {(c.feature, c.value): c.new_min if c.new_min < c.min else c.new_max for c in changes}
    kept = {(f, v): max(q.min, 0) for f, quotas in problem.features.items() for v, q in quotas.items()}
    return measure(problem, {**kept, **at})


def sides(changes: Changes) -> set[tuple[str, str, bool]]:
    return {(c.feature, c.value, c.new_min < c.min) for c in changes}


def compare_check(problem: Problem) -> None:
    """`check` finds a panel where there is one, else the smallest change and others, each of which gives one."""
    result = check(problem)
    assert result.ok == bool(len(panels_of(problem)))
    if result.ok:
        return
    assert result.reason is not None and str(result.reason)
    expected = smallest_change(problem)
    if expected is None:
        assert result.changes == ()
        return
    assert measure_of(problem, result.changes) == expected
    ways = [result.changes, *result.alternatives]
    assert ways == sorted(ways, key=lambda way: measure_of(problem, way))
    for number, way in enumerate(ways):
        changed = with_quotas(problem, {(c.feature, c.value): Quota(c.new_min, c.new_max) for c in way})
        assert len(panels_of(changed))
        assert all(sides(before) - sides(way) for before in ways[:number])
