"""Reserves beside every list of them, for panels small enough to try them all."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from selection.model.problem import Problem
from selection.model.seed import SeedStream
from selection.panels.alternates import FRESH_SETS, find_reserves
from selection.panels.dropout import Dropout, draw_sets
from selection.panels.panel import candidates
from selection.panels.recourse import WEIGHT

SEED = bytes(range(32))
#: How far sums of weights in multiples of 1/WEIGHT can be from the fractions they stand for.
ROUNDING = 20 / WEIGHT


def shortfall(problem: Problem, people: list[str]) -> Fraction:
    """Σ |deviation| / max(max, 1), and open seats of all seats, by the definition."""
    total = Fraction(abs(problem.seats - len(people)), max(problem.seats, 1))
    for f, (feature, quotas) in enumerate(problem.features.items()):
        counts = Counter(problem.people[person][f] for person in people)
        assert feature
        for value, quota in quotas.items():
            distance = max(quota.min - counts[value], counts[value] - quota.max, 0)
            total += Fraction(distance, max(quota.max, 1))
    return total


def without_clash(problem: Problem, people: Sequence[str]) -> bool:
    """Whether no two of `people` share a household."""
    homes = [problem.households[i] for i in people if i in problem.households] if problem.households else []
    return len(set(homes)) == len(homes)


def any_panel(problem: Problem, stream: SeedStream) -> list[str]:
    """Up to k people who live apart, whatever the quotas, in drawn order."""
    people = list(problem.people)
    stream.shuffle(people)
    panel: list[str] = []
    for person in people:
        if len(panel) < problem.seats and without_clash(problem, (*panel, person)):
            panel.append(person)
    return panel


def compare_with_all_lists(problem: Problem, panel: list[str], count: int, dropout: Dropout | None = None) -> None:
    """The bound is below every list, and the chosen one between it and none."""
    found = find_reserves(problem, panel, count, SEED, dropout)
    chances = [(dropout or Dropout()).stay(problem, i) for i in sorted(panel)]
    leaves = draw_sets(chances, FRESH_SETS, SeedStream(SEED, "alternates/figures"))
    sets = Counter(tuple(i for i, gone in zip(sorted(panel), row, strict=True) if not gone) for row in leaves)
    pool = candidates(problem, panel)
    steps = [
        chosen
        for size in range(len(panel) + 1)
        for chosen in itertools.combinations(pool, size)
        if without_clash(problem, chosen)
    ]
    best = Fraction(0)
    for kept, times in sets.items():
        empty = len(panel) - len(kept)
        best += times * min(shortfall(problem, [*kept, *more]) for more in steps if len(more) <= empty)
    least = float(best / FRESH_SETS)
    assert found.whole_pool <= least + ROUNDING
    assert least <= found.chosen.shortfall + ROUNDING
    assert found.chosen.shortfall <= found.without.shortfall + ROUNDING
    assert found.random.shortfall <= found.without.shortfall + ROUNDING
