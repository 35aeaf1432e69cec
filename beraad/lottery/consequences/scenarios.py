"""What quotas and rule do to people's chances, before anything is decided. Nothing here is stored.

The chances are those of the relaxed problem, which every real lottery approaches to rounding: computed in a moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from beraad.assemblies.models import Assembly
from beraad.lottery import engine, figures
from beraad.lottery.engine import Legacy
from beraad.lottery.errors import NoPanelError
from beraad.lottery.figures import AnswerLine, Spread
from beraad.lottery.frozen import freezing
from beraad.lottery.models import Rule
from beraad.lottery.snapshot import Snapshot

#: seats between an expectation and a bound that it is at
TIGHT = 1e-6
#: quotas of which the cost is computed, the most costly features first
MOST_QUOTAS = 24

#: people that all greedy draws together may go through; more people, fewer draws
WORK = 100_000
FEWEST_DRAWS, MOST_DRAWS = 20, 200
#: greedy draws that are tried for each that is wanted: some pools make most of them fail
TRIES = 2


@dataclass(frozen=True)
class Setting:
    """A choice to look at: the rule, seats of room added to both sides of all quotas, and a feature left out."""

    rule: Rule = Rule.LEXIMIN
    room: int = 0
    without: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a setting gives: the spread of chances and a line per answer; `why_not` where no panel is possible."""

    setting: Setting
    spread: Spread | None
    answers: Sequence[AnswerLine] = ()
    why_not: NoPanelError | None = None


@dataclass(frozen=True)
class QuotaCost:
    """What one quota costs: the smallest chance when its minimum ("min") or maximum ("max") gave one seat more room."""

    feature: str
    answer: str
    side: str
    bound: int
    smallest: float
    smallest_with_room: float


@dataclass(frozen=True)
class Cost:
    """What the quotas of one feature cost: the smallest chance with all quotas, and without those of this feature."""

    feature: str
    smallest: float
    smallest_without: float


def snapshot_of(assembly: Assembly) -> Snapshot:
    """Pool and quotas of this moment; raises a `LotteryError` when they can't be drawn from."""
    return freezing.collect(assembly)


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
    return [(rule, figures.spread(list(found.values()), snapshot.seats)) for rule, found in chances]


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
    at = snapshot.features.index(setting.without)
    people = {person: answers[:at] + answers[at + 1 :] for person, answers in snapshot.people.items()}
    return replace(snapshot, quotas=quotas, people=people)


def costs(snapshot: Snapshot) -> list[Cost]:
    """What each feature's quotas cost the person with the smallest chance, the dearest first."""
    smallest = _smallest(snapshot)
    if len(snapshot.quotas) < 2:
        return []
    found = []
    for feature in snapshot.features:
        without = applied(snapshot, Setting(without=feature))
        found.append(Cost(feature, smallest, _smallest(without)))
    return sorted(found, key=lambda cost: -cost.smallest_without)


def quota_costs(snapshot: Snapshot, answers: Sequence[AnswerLine]) -> list[QuotaCost]:
    """What the quotas cost that hold chances down, the dearest first; `answers`: the expectations of now.

    A quota that isn't reached costs nothing (its multiplier is zero), so only the others are tried with a seat of room.
    """
    smallest = _smallest(snapshot)
    found = []
    for line in answers:
        for side, bound in (("min", line.low), ("max", line.high)):
            room = bound - 1 if side == "min" else bound + 1
            if (
                line.expected is None
                or abs(line.expected - bound) > TIGHT
                or not 0 <= room <= snapshot.seats
                or len(found) == MOST_QUOTAS
            ):
                continue
            wider = (room, line.high) if side == "min" else (line.low, room)
            values = {**snapshot.quotas[line.feature], line.answer: wider}
            changed = replace(snapshot, quotas={**snapshot.quotas, line.feature: values})
            found.append(QuotaCost(line.feature, line.answer, side, bound, smallest, _smallest(changed)))
    dear = [cost for cost in found if cost.smallest_with_room > smallest + TIGHT / snapshot.seats]
    return sorted(dear, key=lambda cost: -cost.smallest_with_room)


def _smallest(snapshot: Snapshot) -> float:
    return min(engine.fair_chances(snapshot, Rule.MAXIMIN).values())


def traditional(snapshot: Snapshot) -> tuple[Legacy, Spread]:
    """The greedy draw over the same pool and quotas."""
    draws = max(FEWEST_DRAWS, min(MOST_DRAWS, WORK // len(snapshot.people)))
    found = engine.legacy(snapshot, draws, TRIES)
    return found, figures.spread(list(found.chances.values()), snapshot.seats)
