"""What a lottery means for people, in figures: how equal the chances are, and what each answer may expect.

All figures are computed from the record and the frozen pool, over the chances of the thousand tickets: those are the
chances that people really have.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import median
from typing import Any

from beraad.lottery import engine
from beraad.lottery.snapshot import Snapshot

#: bars of the picture of all chances
BINS = 10


@dataclass(frozen=True)
class Spread:
    """How chances are divided over `people`; `equal` is what everybody would have without quotas."""

    people: int
    equal: float
    minimum: float
    median: float
    maximum: float
    gini: float
    geometric_mean: float
    #: people with chance 0, and people below half of `equal`
    zero: int
    below_half: int
    #: people in each of `BINS` equal steps from 0 to the maximum
    histogram: list[int]


@dataclass(frozen=True)
class AnswerLine:
    """What people with one answer may expect. `expected`: seats on average; chances from 0 to 1. None: not shown."""

    feature: str
    answer: str
    low: int
    high: int
    pool: int | None
    expected: float | None
    smallest_chance: float | None
    mean_chance: float | None


def spread(chances: Sequence[float], seats: int) -> Spread:
    """The figures over `chances`, one per person; at least one."""
    ordered = sorted(chances)
    n = len(ordered)
    equal, top = seats / n, ordered[-1]
    bins = [0] * BINS
    for chance in ordered:
        bins[min(BINS - 1, int(chance / top * BINS)) if top else 0] += 1
    return Spread(
        people=n,
        equal=equal,
        minimum=ordered[0],
        median=median(ordered),
        maximum=top,
        gini=gini(ordered),
        geometric_mean=math.exp(math.fsum(map(math.log, ordered)) / n) if ordered[0] > 0 else 0.0,
        zero=sum(chance == 0 for chance in ordered),
        below_half=sum(chance < equal / 2 for chance in ordered),
        histogram=bins,
    )


def gini(ordered: Sequence[float]) -> float:
    """Gini coefficient of values in rising order: 0 when all are equal."""
    n, total = len(ordered), math.fsum(ordered)
    if not total:
        return 0.0
    weighted = math.fsum((2 * i - n - 1) * value for i, value in enumerate(ordered, start=1))
    return max(0.0, weighted / (n * total))


def per_answer(snapshot: Snapshot, chances: Mapping[str, float]) -> list[AnswerLine]:
    """One line per answer, in the order of the quotas."""
    held: dict[tuple[str, str], list[float]] = {(f, v): [] for f in snapshot.features for v in snapshot.quotas[f]}
    for person, answers in snapshot.people.items():
        for key in zip(snapshot.features, answers, strict=True):
            held[key].append(chances.get(person, 0.0))
    return [
        AnswerLine(
            feature=feature,
            answer=answer,
            low=snapshot.quotas[feature][answer][0],
            high=snapshot.quotas[feature][answer][1],
            pool=len(found),
            expected=math.fsum(found),
            smallest_chance=min(found, default=0.0),
            mean_chance=math.fsum(found) / len(found) if found else 0.0,
        )
        for (feature, answer), found in held.items()
    ]


def hidden(lines: Iterable[AnswerLine], features: Collection[str]) -> list[AnswerLine]:
    """The same lines, of which those of `features` say nothing but their quota."""
    return [
        replace(line, pool=None, expected=None, smallest_chance=None, mean_chance=None)
        if line.feature in features
        else line
        for line in lines
    ]


def summary(snapshot: Snapshot, record: Mapping[str, Any], special: Collection[str]) -> dict[str, Any]:
    """What is kept of a record for the pages: numbers and codes only, ready for JSON, none about `special` features."""
    chances = {person: float(record["ticket_chances"].get(person, 0)) for person in snapshot.people}
    return {
        "spread": asdict(spread(list(chances.values()), snapshot.seats)),
        "answers": [asdict(line) for line in hidden(per_answer(snapshot, chances), special)],
        "minimum": record["minimum"],
        "upper_bound": record["upper_bound"],
        "complete": record["complete"],
        "cannot_be_selected": len(record["cannot_be_selected"]),
        "panels": len({tuple(sorted(record["panels"][i])) for i in record["tickets"]}),
        "rounding": record["ticket_change"] / len(record["tickets"]),
        "least_rounding": record["ticket_change_bound"] / len(record["tickets"]),
        "randomness": asdict(engine.randomness(record, snapshot)),
    }
