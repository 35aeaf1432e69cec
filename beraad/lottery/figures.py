"""What a lottery means for people, in figures: how equal the chances are, and what each answer may expect.

The figures of a draw are computed from the record and the frozen pool, over the chances of its tickets: those are the
chances that people really have.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import median
from typing import Any

from beraad.assemblies.models import AssemblyId
from beraad.lottery import engine, ordering
from beraad.lottery.snapshot import Snapshot
from beraad.web.charts import Bar

#: bars of the picture of all chances
BINS = 10


@dataclass(frozen=True)
class Step:
    """People with a chance from `low` to `high`."""

    low: float
    high: float
    people: int


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

    @property
    def steps(self) -> list[Step]:
        """The histogram with the chances of each step."""
        width, bins = self.maximum, len(self.histogram)
        return [Step(width * i / bins, width * (i + 1) / bins, people) for i, people in enumerate(self.histogram)]


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

    @property
    def is_shown(self) -> bool:
        """Whether more than the quota may be shown."""
        return self.pool is not None


@dataclass(frozen=True)
class FeatureLines:
    """The lines of all answers to one feature, in the organiser's order."""

    feature: str
    lines: Sequence[AnswerLine]

    def bars(self, people: int, seats: int) -> list[Bar]:
        """Quota and expected seats in per cent of `seats`, and the pool in per cent of `people`."""
        return [
            Bar(
                label=line.answer,
                low=100 * line.low / seats,
                high=100 * line.high / seats,
                pool=100 * line.pool / people,
                panel=100 * line.expected / seats,
            )
            for line in self.lines
            if line.pool is not None and line.expected is not None
        ]


def by_feature(assembly_id: AssemblyId, answers: Iterable[Mapping[str, Any]]) -> list[FeatureLines]:
    """Stored `AnswerLine`s per feature, features and answers in the organiser's order."""
    place = ordering.place_in(assembly_id)
    lines = ordering.grouped(place, (AnswerLine(**line) for line in answers), lambda line: (line.feature, line.answer))
    return [FeatureLines(feature, rows) for feature, rows in lines]


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


def spread_of(stored: Mapping[str, Any]) -> Spread | None:
    """The spread in a `summary`; None if the tickets have not been computed."""
    return Spread(**stored["spread"]) if stored else None


def gini(ordered: Sequence[float]) -> float:
    """Gini coefficient of values in rising order: 0 when all are equal."""
    n, total = len(ordered), math.fsum(ordered)
    if not total:
        return 0.0
    weighted = math.fsum((2 * i - n - 1) * value for i, value in enumerate(ordered, start=1))
    return max(0.0, weighted / (n * total))


def per_answer(snapshot: Snapshot, chances: Mapping[str, float]) -> list[AnswerLine]:
    """One line per answer, in the order of the quotas."""
    by_answer: dict[tuple[str, str], list[float]] = {(f, v): [] for f in snapshot.features for v in snapshot.quotas[f]}
    for person, answers in snapshot.people.items():
        for key in zip(snapshot.features, answers, strict=True):
            by_answer[key].append(chances.get(person, 0.0))
    return [_line(*key, snapshot.quotas[key[0]][key[1]], own) for key, own in by_answer.items()]


def per_combination(snapshot: Snapshot, chances: Mapping[str, float]) -> list[AnswerLine]:
    """One line per combination of answers to two features that has a quota; features and answers as one name each."""
    place = {feature: at for at, feature in enumerate(snapshot.features)}
    return [
        _line(
            engine.joined(first, second),
            engine.joined(answer, other),
            (low, high),
            [
                chances.get(person, 0.0)
                for person, answers in snapshot.people.items()
                if (answers[place[first]], answers[place[second]]) == (answer, other)
            ],
        )
        for first, second, answer, other, low, high in snapshot.pair_rows()
    ]


def _line(feature: str, answer: str, bounds: tuple[int, int], own: Sequence[float]) -> AnswerLine:
    """The line of the people with the chances `own`."""
    return AnswerLine(
        feature=feature,
        answer=answer,
        low=bounds[0],
        high=bounds[1],
        pool=len(own),
        expected=math.fsum(own),
        smallest_chance=min(own, default=0.0),
        mean_chance=math.fsum(own) / len(own) if own else 0.0,
    )


def hidden(lines: Iterable[AnswerLine], features: Collection[str]) -> list[AnswerLine]:
    """The same lines; those of `features` say nothing but their quota."""
    return [
        replace(line, pool=None, expected=None, smallest_chance=None, mean_chance=None)
        if line.feature in features
        else line
        for line in lines
    ]


def summary(snapshot: Snapshot, record: Mapping[str, Any], special: Collection[str]) -> dict[str, Any]:
    """What the pages need of a record: numbers and codes only, ready for JSON, none about `special` features."""
    chances = {person: float(record["ticket_chances"].get(person, 0)) for person in snapshot.people}
    return {
        "spread": asdict(spread(list(chances.values()), snapshot.seats)),
        "answers": [asdict(line) for line in hidden(per_answer(snapshot, chances), special)],
        "pairs": snapshot.pair_rows(),
        "combinations": [asdict(line) for line in per_combination(snapshot.without(special), chances)],
        "minimum": record["minimum"],
        "upper_bound": record["upper_bound"],
        "complete": record["complete"],
        "cannot_be_selected": len(record["cannot_be_selected"]),
        "panels": len({tuple(sorted(record["panels"][i])) for i in record["tickets"]}),
        "rounding": record["ticket_change"] / len(record["tickets"]),
        "least_rounding": record["ticket_change_bound"] / len(record["tickets"]),
        "randomness": asdict(engine.randomness(record, snapshot)),
    }
