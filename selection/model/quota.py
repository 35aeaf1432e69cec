"""How many seats of a panel are for people with one answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quota:
    """At least `min` and at most `max` seats of a panel; `min_flex` and `max_flex` are how far they may be moved."""

    min: int
    max: int
    min_flex: int | None = None
    max_flex: int | None = None
