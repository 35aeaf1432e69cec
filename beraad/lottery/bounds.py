"""The bounds of one quota, and where the figures behind it come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Bounds:
    """Fewest and most seats for an answer, how far they may be stretched, and its part of the population (0 … 1)."""

    minimum: int
    maximum: int
    flex_minimum: int | None = None
    flex_maximum: int | None = None
    share: float | None = None

    def are_in_order(self) -> bool:
        """Whether the minimum is at most the maximum, and the quota lies within both flex bounds or has neither."""
        low = self.minimum if self.flex_minimum is None else self.flex_minimum
        high = self.maximum if self.flex_maximum is None else self.flex_maximum
        both = (self.flex_minimum is None) == (self.flex_maximum is None)
        return both and 0 <= low <= self.minimum <= self.maximum <= high

    def moved(self, minimum: int, maximum: int) -> Bounds:
        """Returns other bounds with the same share; flex bounds are stretched where they no longer reach."""
        low = None if self.flex_minimum is None else min(self.flex_minimum, minimum)
        high = None if self.flex_maximum is None else max(self.flex_maximum, maximum)
        return Bounds(minimum, maximum, low, high, self.share)


@dataclass(frozen=True)
class Source:
    """Where a feature's shares come from: table number, period, and the day it was fetched."""

    table: str = ""
    period: str = ""
    day: date | None = None
