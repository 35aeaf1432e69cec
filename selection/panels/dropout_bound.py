"""How often quotas can hold after drop-out at most, whoever is drawn: a bound that shows what cannot be reached.

Somebody with value v stays with a chance between lo_v and hi_v, the smallest and largest in the pool. P(min_v ≤ c_v ≤
max_v), with c_v the number of n people with v who stay, is linear in the chance of each of them. So it is largest where
everybody has lo_v or hi_v:

    P_v(n) ≤ max_{a + b = n}  P( min_v ≤ Binomial(a, lo_v) + Binomial(b, hi_v) ≤ max_v )

The values of one feature are different people, who leave independently. So a panel of N people keeps all quotas of
feature f at most with probability

    B_f(N) = max { Π_{v ∈ f} P_v(n_v) : Σ n_v = N, n_v ≤ people with v }

a dynamic program over the values, and all quotas together at most with max_N min_f B_f(N). For minimums alone max_v is
left out. The bound is proven but not tight: it looks at one feature at a time, and at none of the pool's combinations.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from math import comb, log

import numpy as np

from selection.model.problem import Problem, Quota
from selection.panels.recourse import Floats


class Goal(Enum):
    """What should hold at the last meeting: every minimum and maximum, or the minimums."""

    QUOTAS = "quotas"
    MINIMUMS = "minimums"


def largest_probability(problem: Problem, stay: Mapping[str, Fraction], most: int, goal: Goal) -> float:
    """The bound for panels of up to `most` people of `problem`; `stay`: everybody's chance to stay."""
    together = np.ones(most + 1)
    for position, values in enumerate(problem.features.values()):
        people: dict[str, list[float]] = {value: [] for value in values}
        for person, answers in problem.people.items():
            people[answers[position]].append(float(stay[person]))
        feature = np.eye(1, most + 1)[0]
        for value, quota in values.items():
            feature = _with_value(feature, interval_bound(quota, people[value], most, goal))
        together = np.minimum(together, feature)
    return float(together.max())


def interval_bound(quota: Quota, stay: list[float], most: int, goal: Goal) -> Floats:
    """P_v(n) at most, for n = 0 … min(most, people): `stay` has the chance of each person with the value."""
    n = min(most, len(stay))
    low, high = (min(stay), max(stay)) if stay else (1.0, 1.0)
    cumulated = np.cumsum(binomials(n, high), axis=1)
    below = np.hstack([np.zeros((n + 1, 1)), cumulated])  # P(Binomial(b, hi) < j) for j = 0 … n + 1
    j = np.arange(n + 1)
    last = n if goal is Goal.MINIMUMS else quota.max
    inside = below[:, np.clip(last + 1 - j, 0, n + 1)] - below[:, np.clip(quota.min - j, 0, n + 1)]
    chances: Floats = inside[:, 0]
    if low < high:
        flipped = (binomials(n, low) @ inside.T)[::-1]  # the diagonals of it have equal a + b
        chances = np.array([flipped.diagonal(size - n).max() for size in range(n + 1)])
    return np.clip(chances, 0.0, 1.0)


def binomials(most: int, p: float) -> Floats:
    """Binomial(n, p)(j): a row for each n = 0 … most, a column for each j = 0 … most."""
    table = np.zeros((most + 1, most + 1))
    if p in (0.0, 1.0):
        table[np.arange(most + 1), (np.arange(most + 1) * p).astype(int)] = 1.0
        return table
    for n in range(most + 1):
        logarithms = [log(comb(n, j)) + j * log(p) + (n - j) * log(1 - p) for j in range(n + 1)]
        table[n, : n + 1] = np.exp(logarithms)
    return table


def _with_value(before: Floats, chance: Floats) -> Floats:
    """The best product for each number of people, with one more value of the feature."""
    best = np.zeros_like(before)
    for n, probability in enumerate(chance):
        best[n:] = np.maximum(best[n:], before[: len(before) - n] * probability)
    return best
