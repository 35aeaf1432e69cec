"""A panel that met and what it is paid."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from beraad.allowances import service
from beraad.allowances.service import SchemeData
from beraad.assemblies.models import Assembly
from beraad.days import today
from beraad.extensions import db
from beraad.meetings import attendance
from beraad.meetings import service as meetings
from beraad.meetings.models import Meeting, Presence
from beraad.orm import now
from beraad.panel import service as panel
from beraad.panel.models import AnsweredBy
from beraad.panel.needs import bank
from tests.make.meetings import meeting
from tests.make.panel import drawn, seats
from tests.prepared import once

#: what was noted about the people in seats 1 to 4
PRESENCES = (Presence.PRESENT, Presence.PARTLY, Presence.ABSENT, Presence.PRESENT)


@once
def met(**values: Any) -> Assembly:
    """Four panellists with bank accounts, 100 euro a meeting (half for part of it), and one meeting; see PRESENCES."""
    assembly = drawn(**values)
    panel.ask_everyone(assembly, today() + timedelta(days=7))
    for seat in seats(assembly):
        panel.confirm(seat, AnsweredBy.PHONE)
        bank.set_allowance(seat, True, bank.Bank("NL02ABNA0123456789", f"Houder {seat.number}"))
    service.set_scheme(assembly, SchemeData(10_000, 23, True, 50))
    held(assembly, PRESENCES, number=1)
    return assembly


def held(assembly: Assembly, presences: tuple[Presence, ...], **values: Any) -> Meeting:
    """A meeting of yesterday, with what was noted about the people in seats 1, 2, …"""
    held = meeting(assembly, starts_at=now() - timedelta(days=1), **values)
    attendance.note(held, {seat.id: presence for seat, presence in zip(seats(assembly), presences, strict=False)})
    meetings.mark_held(held)
    db.session.commit()
    return held
