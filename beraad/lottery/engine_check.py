"""The adapter to what the engine knows of quotas that leave no panel: why, and which changes would help."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

from beraad.lottery.engine import make_problem
from beraad.lottery.snapshot import Snapshot
from selection.rules import feasibility
from selection.rules.quota_changes import Changes


@dataclass(frozen=True)
class Change:
    """A quota as it is and as it could be."""

    feature: str
    answer: str
    low: int
    high: int
    new_low: int
    new_high: int


@dataclass(frozen=True)
class Way:
    """Changes of quotas that together make a panel possible."""

    changes: Sequence[Change]

    @property
    def key(self) -> str:
        """Names these changes and no others, in an address."""
        return hashlib.sha256(json.dumps([astuple(change) for change in self.changes]).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Clash:
    """One side of a quota that can't be had together with the others: `side` is "min" or "max"."""

    feature: str
    answer: str
    side: str
    bound: int


@dataclass(frozen=True)
class Feasibility:
    """Whether a panel exists. If not: the engine's reason (code and particulars) and what would help.

    `ways`: changes to choose from, the smallest first; `smallest`: there was time to find the smallest.
    """

    possible: bool
    code: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    ways: Sequence[Way] = ()
    smallest: bool = True
    within_flex: bool = True
    clashes: Sequence[Clash] = ()
    #: answers by feature of people who would help most, best first
    missing: Sequence[Mapping[str, str]] = ()


def check(snapshot: Snapshot) -> Feasibility:
    """Whether a panel meets all quotas, and which changes of quotas would allow one."""
    answer = feasibility.check(make_problem(snapshot))
    if answer.ok:
        return Feasibility(True)
    assert answer.reason is not None
    return Feasibility(
        possible=False,
        code=answer.reason.code,
        params=answer.reason.params,
        ways=[_way(changes) for changes in (answer.changes, *answer.alternatives) if changes],
        smallest=answer.smallest,
        within_flex=answer.within_flex,
        clashes=[Clash(c.feature, c.value, c.side, c.bound) for c in answer.clashes],
        missing=[person.answers for person in answer.missing],
    )


def _way(changes: Changes) -> Way:
    return Way([Change(c.feature, c.value, c.min, c.max, c.new_min, c.new_max) for c in changes])
