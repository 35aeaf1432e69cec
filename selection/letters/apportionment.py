"""How many letters each stratum gets: Sainte-Laguë, the divisor method without bias towards large or small strata.

Stratum s with weight w_s holding a_s letters has the claim w_s / (2 a_s + 1). The next letter goes to the largest claim
(ties: the larger weight, then the earlier stratum) among the strata that still have people without a letter; N times.
Weights are people when the letters must mirror the population, and people ÷ expected response when the *answers* must.
Exact: claims are compared as fractions.

Balinski, Young, *Fair Representation* (1982): the only divisor method that is unbiased in the long run.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from fractions import Fraction


def sainte_lague(weights: Sequence[Fraction | int], limits: Sequence[int], letters: int) -> list[int]:
    """Returns how many of `letters` each stratum gets, by its weight ≥ 0; stratum s gets `limits[s]` at most.

    A stratum without weight gets none. Raises `ValueError` when the strata with weight can't hold all letters.
    """
    sizes = [0] * len(weights)
    if letters > sum(limit for weight, limit in zip(weights, limits, strict=True) if weight):
        raise ValueError("more letters than people")
    claims = [
        (-Fraction(weight), -Fraction(weight), s)
        for s, (weight, limit) in enumerate(zip(weights, limits, strict=True))
        if weight and limit
    ]
    heapq.heapify(claims)
    for _ in range(letters):
        _, weight, s = claims[0]
        sizes[s] += 1
        if sizes[s] < limits[s]:
            heapq.heapreplace(claims, (weight / (2 * sizes[s] + 1), weight, s))
        else:
            heapq.heappop(claims)
    return sizes
