"""What the page says in words: who is missing against the population, and what the advised round would bring.

*Missing.* Of n sign-ups a group with share p of the population is missing when it has fewer than p by more than chance
explains: two standard deviations, √(p(1-p)/n), and more than `LEAST_GAP` in a hundred. Where the population is not
known, the fewest seats of the group take its place.

*Round.* Letters times the response of each stratum, as `letters.sampling` estimates it, are the sign-ups to expect;
they are counted things, so the range is two times their root to either side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from beraad.recruitment.letters.standing import StratumRow

#: groups that are named, at most, and the gap in percents from which on
MOST_NAMED, LEAST_GAP = 5, 2.0
#: sign-ups of a stratum, and of all, below which a response says little
FEW, FEW_IN_ALL = 5, 30


class Share(Protocol):
    """An answer in percents, see `queries.Bar`."""

    @property
    def label(self) -> str: ...
    @property
    def low(self) -> float: ...
    @property
    def pool(self) -> float: ...
    @property
    def panel(self) -> float | None: ...


@dataclass(frozen=True)
class MissingGroup:
    """An answer that too few people who signed up have; shares in percents."""

    feature: str
    label: str
    pool: float
    wanted: float
    #: `wanted` is the share of the population, and not the fewest seats
    is_of_population: bool


def missing(features: Sequence[tuple[str, Sequence[Share]]], signed_up: int) -> list[MissingGroup]:
    """The groups that are missing, the one that is furthest behind first."""
    groups = [
        MissingGroup(name, bar.label, bar.pool, bar.low if bar.panel is None else bar.panel, bar.panel is not None)
        for name, bars in features
        for bar in bars
    ]
    lacking = [group for group in groups if group.wanted - group.pool > _chance(group.wanted, signed_up)]
    return sorted(lacking, key=lambda group: group.pool / group.wanted)[:MOST_NAMED]


def _chance(share: float, signed_up: int) -> float:
    """The gap in percents that chance explains."""
    return max(LEAST_GAP, 2 * math.sqrt(share * (100 - share) / signed_up)) if signed_up else 100.0


@dataclass(frozen=True)
class Round:
    """The advised round as a whole."""

    letters: int
    expected: int
    low: int
    high: int
    #: strata with letters of which few signed up, and whether few did in all
    few: Sequence[str]
    is_early: bool


def advised(strata: Sequence[StratumRow]) -> Round | None:
    """What the advised round is as a whole. None if it has no letters."""
    letters = sum(row.letters for row in strata)
    if not letters:
        return None
    expected = sum(row.letters * row.response for row in strata)
    spread = 2 * math.sqrt(expected)
    few = [row.name for row in strata if row.now.letters and row.now.signed_up < FEW]
    is_early = sum(row.now.signed_up for row in strata) < FEW_IN_ALL
    return Round(letters, round(expected), max(0, round(expected - spread)), round(expected + spread), few, is_early)
