"""Figures about chances: how equal they are, and how many people have hardly any."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Statistics:
    """`gini`: 0 when all chances are equal. `geometric_mean`: 0 when somebody has none.

    `zero`: people without a chance; `below_half`: with less than half of k/n, those without included.
    """

    people: int
    minimum: float
    maximum: float
    gini: float
    geometric_mean: float
    zero: int
    below_half: int


def statistics(chances: Mapping[str, float], seats: int) -> Statistics:
    """Returns the figures for chances by id (1 for certain)."""
    values = sorted(chances.values())
    n, total = len(values), math.fsum(values)
    if not n:
        return Statistics(0, 0.0, 0.0, 0.0, 0.0, 0, 0)
    # Σ_i Σ_j |x_i − x_j| / (2 n Σ x), from the sorted values
    spread = math.fsum((2 * i - n + 1) * x for i, x in enumerate(values))
    logs = math.fsum(math.log(x) for x in values) if values[0] > 0 else -math.inf
    return Statistics(
        people=n,
        minimum=values[0],
        maximum=values[-1],
        gini=spread / (n * total) if total else 0.0,
        geometric_mean=math.exp(logs / n),
        zero=sum(x == 0 for x in values),
        below_half=sum(2 * x * n < seats for x in values),
    )


def by_chance(chances: Mapping[str, float]) -> list[tuple[float, int]]:
    """Returns each chance, to six decimals, with the number of people who have it; smallest first."""
    return sorted(Counter(round(chance, 6) for chance in chances.values()).items())
