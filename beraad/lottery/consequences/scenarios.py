"""What quotas and rule do to people's chances, before anything is decided. Nothing here is stored.

The chances are those of the relaxed problem, which every real lottery approaches to rounding: computed in a moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from beraad.lottery import engine, figures
from beraad.lottery.engine import Legacy
from beraad.lottery.errors import NoPanelError
from beraad.lottery.figures import AnswerLine, Spread
from beraad.lottery.models import Rule
from beraad.lottery.snapshot import Snapshot

#: a side of a quota
Side = Literal["min", "max"]
MIN: Side = "min"
MAX: Side = "max"
#: seats between an expectation and a bound that it is at
TIGHT = 1e-6
#: quotas whose cost is computed
MOST_QUOTAS = 24

#: people that all greedy draws together may go through: the more people, the fewer draws
WORK = 100_000
FEWEST_DRAWS, MOST_DRAWS = 20, 200
#: tries for each greedy draw that is wanted: in some pools most of them fail
TRIES = 2


@dataclass(frozen=True)
class Setting:
    """A choice to look at: the rule, seats of room added to both sides of all quotas, and a feature left out."""

    rule: Rule = Rule.LEXIMIN
    room: int = 0
    without: str = ""


@dataclass(frozen=True)
class Outcome:
    """The spread of chances with a setting and a line per answer, or `why_not` if no panel is possible."""

    setting: Setting
    spread: Spread | None
    answers: Sequence[AnswerLine] = ()
    why_not: NoPanelError | None = None


@dataclass(frozen=True)
class QuotaCost:
    """What one side of a quota costs: the smallest chance now, and with one seat more room on that side."""

    feature: str
    answer: str
    side: Side
    bound: int
    smallest: float
    smallest_with_room: float

    @property
    def is_minimum(self) -> bool:
        return self.side == MIN


@dataclass(frozen=True)
class Cost:
    """What the quotas of one feature cost: the smallest chance with all quotas, and without those of this feature."""

    feature: str
    smallest: float
    smallest_without: float


def outcome(snapshot: Snapshot, setting: Setting) -> Outcome:
    """The chances under `setting`."""
    changed = applied(snapshot, setting)
    try:
        chances = engine.fair_chances(changed, setting.rule)
    except NoPanelError as error:
        return Outcome(setting, None, why_not=error)
    spread = figures.spread(list(chances.values()), changed.seats)
    return Outcome(setting, spread, figures.per_answer(changed, chances))


def by_rule(snapshot: Snapshot) -> list[tuple[Rule, Spread]]:
    """The chances under each rule, with the quotas of `snapshot`, which allow a panel."""
    chances = [(rule, engine.fair_chances(snapshot, rule)) for rule in Rule]
    return [(rule, figures.spread(list(by_person.values()), snapshot.seats)) for rule, by_person in chances]


def applied(snapshot: Snapshot, setting: Setting) -> Snapshot:
    """The snapshot with the quotas of `setting`."""
    quotas = {
        feature: {
            a: (max(0, low - setting.room), min(snapshot.seats, high + setting.room))
            for a, (low, high) in values.items()
        }
        for feature, values in snapshot.quotas.items()
        if feature != setting.without
    }
    if setting.without not in snapshot.quotas:
        return replace(snapshot, quotas=quotas)
    place = snapshot.features.index(setting.without)
    people = {person: answers[:place] + answers[place + 1 :] for person, answers in snapshot.people.items()}
    return replace(snapshot, quotas=quotas, people=people)


def costs(snapshot: Snapshot) -> list[Cost]:
    """What each feature's quotas cost the person with the smallest chance, the dearest first."""
    smallest = _smallest(snapshot)
    if len(snapshot.quotas) < 2:
        return []
    rows = [
        Cost(feature, smallest, _smallest(applied(snapshot, Setting(without=feature)))) for feature in snapshot.features
    ]
    return sorted(rows, key=lambda cost: -cost.smallest_without)


def quota_costs(snapshot: Snapshot, answers: Sequence[AnswerLine]) -> list[QuotaCost]:
    """What the quotas cost that keep chances down, the dearest first; `answers`: the present expectations.

    A quota that isn't reached costs nothing (its multiplier is zero), so only the others are tried with a seat of room.
    """
    smallest = _smallest(snapshot)
    rows = [
        QuotaCost(line.feature, line.answer, side, bound, smallest, _smallest(_widened(snapshot, line, side)))
        for line, side, bound in _reached(snapshot, answers)[:MOST_QUOTAS]
    ]
    dear = [cost for cost in rows if cost.smallest_with_room > smallest + TIGHT / snapshot.seats]
    return sorted(dear, key=lambda cost: -cost.smallest_with_room)


def _reached(snapshot: Snapshot, answers: Sequence[AnswerLine]) -> list[tuple[AnswerLine, Side, int]]:
    """The sides of quotas at which the expectation is, and that can have a seat of room."""
    return [
        (line, side, bound)
        for line in answers
        for side, bound, room in ((MIN, line.low, line.low - 1), (MAX, line.high, line.high + 1))
        if line.expected is not None and abs(line.expected - bound) <= TIGHT and 0 <= room <= snapshot.seats
    ]


def _widened(snapshot: Snapshot, line: AnswerLine, side: Side) -> Snapshot:
    """The snapshot with a seat of room on one side of the quota for one answer."""
    bounds = (line.low - 1, line.high) if side == MIN else (line.low, line.high + 1)
    values = {**snapshot.quotas[line.feature], line.answer: bounds}
    return replace(snapshot, quotas={**snapshot.quotas, line.feature: values})


def _smallest(snapshot: Snapshot) -> float:
    return min(engine.fair_chances(snapshot, Rule.MAXIMIN).values())


def traditional(snapshot: Snapshot) -> tuple[Legacy, Spread]:
    """The greedy draw over the same pool and quotas."""
    draws = max(FEWEST_DRAWS, min(MOST_DRAWS, WORK // len(snapshot.people)))
    legacy = engine.legacy(snapshot, draws, TRIES)
    return legacy, figures.spread(list(legacy.chances.values()), snapshot.seats)
