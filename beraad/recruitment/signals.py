"""What recruitment announces, and the two questions that it asks the rooms above without knowing them.

A question goes by a signal because the answer lies higher: the own page belongs to the lottery, the programme to the
meetings. Nothing else sends these signals; other rooms call the functions. A receiver is connected in the
`setup.init_app` of its own room.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from blinker import Namespace

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.recruitment.models.registration import Registration

_signals = Namespace()

#: a receiver takes a `Registration` and returns the words that say where its own page is, or None
own_page_wanted = _signals.signal("own-page-wanted")
#: a receiver takes an `Assembly` and returns the days of its meetings
meeting_days_wanted = _signals.signal("meeting-days-wanted")
#: a receiver takes the `Assembly.id` of the pool that changed
pool_changed = _signals.signal("pool-changed")


def announce_pool_change(assembly_id: AssemblyId) -> None:
    """Somebody came into the pool, left it or changed an answer, or its quotas changed."""
    pool_changed.send(assembly_id)


def own_page(person: Registration) -> str:
    """Where this person's own page is, in words for a message; empty if there is none.

    An example of a message has a `Registration` without an id.
    """
    answers: Iterable[str | None] = (answer for _receiver, answer in own_page_wanted.send(person))
    return next(filter(None, answers), "")


def meeting_days(assembly: Assembly) -> tuple[date, ...]:
    """The days of the meetings in the programme, in order."""
    answers: Iterable[Iterable[date]] = (answer for _receiver, answer in meeting_days_wanted.send(assembly))
    return tuple(sorted({day for days in answers for day in days}))
