"""What recruitment announces, and the question that it asks the rooms above without knowing them.

A question goes by a signal because the answer lies higher: the programme belongs to the meetings. Nothing else sends
these signals; other rooms call the functions. A receiver is connected in the `setup.init_app` of its own room.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from blinker import Namespace
from flask_babel import LazyString

from beraad.assemblies.models import Assembly, AssemblyId

_signals = Namespace()

#: a receiver takes an `Assembly` and returns the days of its meetings
meeting_days_wanted = _signals.signal("meeting-days-wanted")
#: a receiver takes an `Assembly` and returns its `Terms`
terms_wanted = _signals.signal("terms-wanted")
#: a receiver takes an `Assembly` and returns each `LetterGap` of its own room
letter_gaps_wanted = _signals.signal("letter-gaps-wanted")
#: a receiver takes the `Assembly.id` of the pool that changed
pool_changed = _signals.signal("pool-changed")


@dataclass(frozen=True)
class LetterGap:
    """Something to be decided before a letter goes: what, and the endpoint of the page where that is done."""

    label: LazyString
    endpoint: str


def letter_gaps(assembly: Assembly) -> list[LetterGap]:
    """What the rooms above have to decide before a letter goes."""
    answers: Iterable[Iterable[LetterGap]] = (answer for _receiver, answer in letter_gaps_wanted.send(assembly))
    return [gap for gaps in answers for gap in gaps]


def announce_pool_change(assembly_id: AssemblyId) -> None:
    """Somebody came into the pool, left it or changed an answer, or its quotas changed."""
    pool_changed.send(assembly_id)


@dataclass(frozen=True)
class Terms:
    """After how many days people are deleted."""

    #: those of the sample who did not sign up, from the draw
    sample: int
    #: those who were not drawn, from the day after which nobody is replaced any more
    not_drawn: int


def terms(assembly: Assembly) -> Terms:
    """The terms that this burgerberaad promises."""
    ((_receiver, answer),) = terms_wanted.send(assembly)
    assert isinstance(answer, Terms)
    return answer


def meeting_days(assembly: Assembly) -> tuple[date, ...]:
    """The days of the meetings in the programme, in order."""
    answers: Iterable[Iterable[date]] = (answer for _receiver, answer in meeting_days_wanted.send(assembly))
    return tuple(sorted({day for days in answers for day in days}))
