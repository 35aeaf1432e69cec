"""Counts of people for the public: a count below five says too much about whom it is about, so it is not shown.

When one count of a feature is hidden, the total would reveal it: the smallest other count is hidden with it. Nor may a
small count come out by taking one public count from another: of the people who signed up those who were drawn, or of
one meeting those who came to the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from beraad.assemblies.models import Assembly
from beraad.lottery.errors import LotteryError
from beraad.lottery.frozen import freezing
from beraad.lottery.models import Disclosure
from beraad.lottery.snapshot import Snapshot

#: the smallest count that is shown
SMALLEST = 5


def shown(counts: Sequence[int], beside: Iterable[Sequence[int]] = ()) -> list[int | None]:
    """The counts of all answers to one feature; None where a count is not shown.

    `beside`: the counts of the same answers at other stages, public or not. A count that differs from one of those by
    fewer than `SMALLEST` people is not shown, as both may be read somewhere.
    """
    hidden = {i for i, count in enumerate(counts) if count < SMALLEST}
    hidden |= {i for other in beside for i, count in enumerate(counts) if 0 < abs(count - other[i]) < SMALLEST}
    if len(hidden) == 1 and len(counts) > 1:
        hidden.add(min((i for i in range(len(counts)) if i not in hidden), key=lambda i: counts[i]))
    return [None if i in hidden else count for i, count in enumerate(counts)]


@dataclass(frozen=True)
class Alone:
    """How well people are hidden among others: the only one with their answers, or one of fewer than `SMALLEST`."""

    people: int
    single: int
    few: int


def alone(snapshot: Snapshot) -> Alone:
    """Counts people by the combination of all answers that count."""
    counts = Counter(snapshot.people.values())
    few = sum(count for count in counts.values() if count < SMALLEST)
    return Alone(len(snapshot.people), sum(count == 1 for count in counts.values()), few)


def alone_in(assembly: Assembly) -> Alone | None:
    """The same for the pool of this moment; None if nobody can be drawn from it yet."""
    try:
        return alone(freezing.collect(assembly))
    except LotteryError:
        return None


def usual(alone: Alone | None) -> Disclosure:
    """Who should get the record: nobody but at an inspection, unless each person is hidden among others."""
    hidden = alone is not None and not alone.few
    return Disclosure.EVERYONE if hidden else Disclosure.INSPECTION


def special(assembly: Assembly) -> frozenset[str]:
    """The features about special personal data: nobody sees their answers, not even counted."""
    return frozenset(feature.name for feature in assembly.features if feature.is_special)


def why_not(assembly: Assembly, code: str, params: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    """Why there is no panel, the engine's code and particulars, without a count of a special answer."""
    if params.get("feature") in special(assembly) and "people" in params:
        return "too_few_special", {name: value for name, value in params.items() if name != "people"}
    return code, params


def special_in(assembly: Assembly, snapshot: Snapshot) -> bool:
    """Whether special personal data count in this draw: then the record is never for everyone."""
    return not special(assembly).isdisjoint(snapshot.quotas)
