"""From population figures to quotas: controlled rounding, which keeps the sum of the seats exact.

With s_v the part of the population with answer v and k seats, the exact claim is k·s_v. Sainte-Laguë (the divisor
method without bias) gives whole seats c_v with Σ c_v = k; the quota becomes [c_v − t, c_v + t] for a tolerance t of
the organiser's choice, so Σ min ≤ k ≤ Σ max whatever t is. The residue c_v − k·s_v says what rounding did.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from beraad.lottery import engine


@dataclass(frozen=True)
class Rounded:
    """One answer: its part of the population, seats before and after rounding, and the quota that follows."""

    answer: str
    share: float
    exact: float
    seats: int
    minimum: int
    maximum: int

    @property
    def residue(self) -> float:
        """What rounding added (or took away), in seats."""
        return self.seats - self.exact


def rounded(numbers: Mapping[str, float], seats: int, tolerance: int) -> list[Rounded]:
    """Returns quotas for `numbers` (answer → people, or per cent); at least one number is above zero."""
    weights = {answer: Fraction(number).limit_denominator(10**9) for answer, number in numbers.items()}
    total = sum(weights.values())
    if not total:
        raise ValueError("no population")
    whole = engine.apportion(list(weights.values()), seats)
    return [
        Rounded(
            answer=answer,
            share=float(weight / total),
            exact=float(seats * weight / total),
            seats=count,
            minimum=max(0, count - tolerance),
            maximum=min(seats, count + tolerance),
        )
        for (answer, weight), count in zip(weights.items(), whole, strict=True)
    ]
