"""Empty seats beside every way to fill them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from selection.model.errors import NoPanelError
from selection.model.problem import Problem
from selection.panels.panel import candidates, deviations
from selection.panels.replacement import Replacement, replace_people
from tests.selection.brute import leximin
from tests.selection.panels.every_list import without_clash

NEAR = 1e-6


def missed(problem: Problem, panel: Sequence[str]) -> int:
    """By how many people the quotas are missed."""
    return sum(max(d.min - d.seats, d.seats - d.max) for d in deviations(problem, panel))


def compare_replacement(problem: Problem, panel: list[str], leaving: list[str], seed: bytes) -> None:
    """Who joins misses as little as can be; of all who could the chances are leximin; no is said where nobody can."""
    stay = [person for person in panel if person not in leaving]
    rest = [person for person in candidates(problem, stay) if person not in leaving]
    musts = {person for person in problem.must if person in rest}
    empty = problem.seats - len(stay)
    ways = [new for new in itertools.combinations(rest, empty) if musts <= set(new) and without_clash(problem, new)]
    if not ways:
        ways = _despite_musts(problem, rest, empty)
    try:
        found = replace_people(problem, panel, leaving, seed)
    except NoPanelError:
        assert not ways
        return
    assert found.deviations == deviations(problem, [*stay, *found.ids])
    best = [missed(problem, [*stay, *new]) for new in ways]
    assert tuple(found.ids) in ways and missed(problem, [*stay, *found.ids]) == min(best)
    fitting = [new for new, least in zip(ways, best, strict=True) if least == min(best)]
    _compare_chances(found, rest, fitting, kept=min(best) == 0 or empty == 1)


def _despite_musts(problem: Problem, rest: list[str], empty: int) -> list[tuple[str, ...]]:
    """For one seat, one of those who must join takes it."""
    return [(person,) for person in problem.must if person in rest] if empty == 1 else []


def _compare_chances(found: Replacement, rest: list[str], fitting: list[tuple[str, ...]], kept: bool) -> None:
    chances = np.array([found.chances.get(person, 0.0) for person in rest])
    assert abs(chances.sum() - len(found.ids)) < NEAR
    if kept:
        listed = np.array([[person in new for person in rest] for new in fitting], dtype=float)
        assert np.abs(chances - leximin(listed)).max() < NEAR
