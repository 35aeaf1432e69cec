"""What recruitment announces, and the question that it asks the rooms above without knowing them.

A question goes by a signal because the answer lies higher: the programme belongs to the meetings. Nothing else sends
these signals; other rooms call the functions. A receiver is connected in the `setup.init_app` of its own room.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from blinker import Namespace

from beraad.assemblies.models import Assembly, AssemblyId

_signals = Namespace()

#: a receiver takes an `Assembly` and returns the days of its meetings
meeting_days_wanted = _signals.signal("meeting-days-wanted")
#: a receiver takes an `Assembly` and returns after how many days people who did not sign up are deleted
sample_days_wanted = _signals.signal("sample-days-wanted")
#: a receiver takes the `Assembly.id` of the pool that changed
pool_changed = _signals.signal("pool-changed")


def announce_pool_change(assembly_id: AssemblyId) -> None:
    """Somebody came into the pool, left it or changed an answer, or its quotas changed."""
    pool_changed.send(assembly_id)


def sample_days(assembly: Assembly) -> int:
    """After how many days from the draw the people of the sample who did not sign up are deleted."""
    ((_receiver, days),) = sample_days_wanted.send(assembly)
    return int(days)


def meeting_days(assembly: Assembly) -> tuple[date, ...]:
    """The days of the meetings in the programme, in order."""
    answers: Iterable[Iterable[date]] = (answer for _receiver, answer in meeting_days_wanted.send(assembly))
    return tuple(sorted({day for days in answers for day in days}))
