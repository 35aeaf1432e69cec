"""What the panel asks of the layers above it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Protocol

from blinker import Namespace

from beraad.assemblies.models import Assembly

_signals = Namespace()

#: "where do these days stand among the meetings?"
_moments_wanted = _signals.signal("moments-wanted")
#: "when and where does the panel come together?"
programme_wanted = _signals.signal("programme-wanted")


class MomentsReceiver(Protocol):
    """Answers as `moments` does."""

    def __call__(self, assembly: Assembly, *, days: Collection[date]) -> Mapping[date, str]: ...


def answer_moments_with(receiver: MomentsReceiver) -> None:
    """Let `receiver` answer `moments`. The receiver is a function of a module: it is not kept alive from here."""
    _moments_wanted.connect(receiver)


def moments(assembly: Assembly, days: Collection[date]) -> Mapping[date, str]:
    """Day → before, between, during or after which meetings it was; empty while there is no programme."""
    by_day: dict[date, str] = {}
    for _receiver, answer in _moments_wanted.send(assembly, days=days):
        by_day.update(answer)
    return by_day


def programme(assembly: Assembly) -> list[str]:
    """The meetings to come, a line each, in the language of the moment; empty while none is planned."""
    answers: Iterable[list[str]] = (answer for _receiver, answer in programme_wanted.send(assembly))
    return [line for lines in answers for line in lines]
