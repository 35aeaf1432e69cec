"""What recruitment asks of the domains above it, without knowing them, and what it tells.

A receiver is connected in the `setup.init_app` of its own domain and gets the `Assembly` as sender.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from blinker import Namespace

from beraad.assemblies.models import Assembly

_signals = Namespace()

#: "how many panellists should give each answer?"; a receiver answers number of the `FeatureValue` → `Target`
targets_wanted = _signals.signal("targets-wanted")
#: "how does the pool stand?"; a receiver answers with a function without arguments that computes an `Outlook` outside
#: any transaction, or with None when nothing can be computed yet
outlook_wanted = _signals.signal("outlook-wanted")
#: "on which days does the panel meet?"; a receiver answers with the days that are in the programme
meeting_days_wanted = _signals.signal("meeting-days-wanted")
#: somebody came into the pool, left it or changed an answer; the sender is the number of the burgerberaad
pool_changed = _signals.signal("pool-changed")


@dataclass(frozen=True)
class Target:
    """What the panel should have of one answer."""

    #: lowest and highest number of panellists
    low: int
    high: int
    #: part of the population that would give this answer, from 0 to 1; None when it is not known
    population: float | None = None


@dataclass(frozen=True)
class GroupChance:
    """The mean chance of everyone who gave an answer.

    `gain`: how much the smallest chance grows with one more sign-up with this answer instead of an average one.
    """

    feature: str
    value: str
    chance: float
    gain: float = 0.0


@dataclass(frozen=True)
class Helper:
    """`people` more sign-ups with these answers (feature → answer) bring the smallest chance to `smallest`."""

    answers: Mapping[str, str]
    people: int
    smallest: float


@dataclass(frozen=True)
class Outlook:
    """How the pool stands: chances are from 0 to 1, and only there when a panel exists."""

    exists: bool
    smallest: float = 0.0
    typical: float = 0.0
    groups: tuple[GroupChance, ...] = ()
    helpers: tuple[Helper, ...] = ()
    #: without a panel: answers (feature → answer) of people who would help
    missing: tuple[Mapping[str, str], ...] = ()

    def stored(self) -> dict[str, Any]:
        """As a JSON column keeps it."""
        return asdict(self)

    @classmethod
    def restored(cls, values: Mapping[str, Any]) -> Outlook:
        groups = tuple(GroupChance(**group) for group in values["groups"])
        helpers = tuple(Helper(**helper) for helper in values["helpers"])
        return cls(**{**values, "groups": groups, "helpers": helpers, "missing": tuple(values["missing"])})


def targets(assembly: Assembly) -> Mapping[int, Target]:
    """Number of the answer → what the panel should have of it, as far as somebody has set that."""
    found: dict[int, Target] = {}
    for _receiver, answer in targets_wanted.send(assembly):
        found.update(answer)
    return found
