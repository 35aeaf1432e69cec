"""When terms start to run in a burgerberaad, and on which day data are deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from beraad.assemblies.models import Assembly, AssemblyId, Phase, PhaseStart
from beraad.days import day_of
from beraad.extensions import db
from beraad.lottery.models import Draw, DrawKind
from beraad.meetings.models import Meeting, Status
from beraad.panel.models import Seat, SeatEvent, SeatState
from beraad.privacy import terms
from beraad.privacy.kinds import Kind, Start


@dataclass(frozen=True)
class Deadline:
    """A kind of data in one burgerberaad with its term."""

    kind: Kind
    #: the term in days
    days: int
    #: the day from which it runs; None while that is not known (and for messages, which each have a day of their own)
    starts_on: date | None

    @property
    def deletes_on(self) -> date | None:
        """The first day on which these data are deleted: the day after the start at the earliest."""
        return self.starts_on + timedelta(days=max(self.days, 1)) if self.starts_on else None

    def reaches(self, day: date) -> bool:
        """Whether there may be something to delete on `day`."""
        return self.kind.starts is Start.SENDING or (self.deletes_on is not None and self.deletes_on <= day)


def deadlines(assembly: Assembly) -> list[Deadline]:
    """Returns the term of each kind of data in `assembly`."""
    days, first_days = terms.current_terms(assembly.id), starts(assembly)
    return [Deadline(kind, days[kind], first_days.get(kind.starts)) for kind in Kind]


def starts(assembly: Assembly) -> Mapping[Start, date]:
    """Returns the days from which terms run, as far as they are known.

    A burgerberaad that was closed without a draw or without meetings counts from the day on which it was closed.
    """
    closed = _closed_on(assembly)
    drawn = _drawn_on(assembly.id)
    met = _last_meeting(assembly) if drawn else None
    replaced = _last_replaced(assembly.id)
    first_days = {
        Start.DRAW: drawn or closed,
        Start.LAST_MEETING: met or closed,
        Start.LAST_REPLACEMENT: max(met, replaced or met) if met else closed,
        Start.FOLLOW_UP_END: closed,
    }
    return {start: day for start, day in first_days.items() if day is not None}


def _closed_on(assembly: Assembly) -> date | None:
    if assembly.phase is not Phase.CLOSED:
        return None
    entered = select(func.max(PhaseStart.started_at)).where(
        PhaseStart.assembly_id == assembly.id, PhaseStart.phase == Phase.CLOSED
    )
    return _day(db.session.scalar(entered))


def _drawn_on(assembly_id: AssemblyId) -> date | None:
    held = select(func.max(Draw.concluded_at)).where(Draw.assembly_id == assembly_id, Draw.kind == DrawKind.REAL)
    return _day(db.session.scalar(held))


def _last_meeting(assembly: Assembly) -> date | None:
    """The day of the last meeting in the programme, or the one that was announced when that is later."""
    planned = select(func.max(Meeting.ends_at)).where(
        Meeting.assembly_id == assembly.id, Meeting.status != Status.CANCELLED
    )
    days = [day for day in (_day(db.session.scalar(planned)), assembly.ends_on) if day]
    return max(days, default=None)


def _last_replaced(assembly_id: AssemblyId) -> date | None:
    replaced = (
        select(func.max(SeatEvent.recorded_at))
        .join(Seat, Seat.id == SeatEvent.seat_id)
        .where(Seat.assembly_id == assembly_id, SeatEvent.state == SeatState.REPLACED)
    )
    return _day(db.session.scalar(replaced))


def _day(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None
