"""When terms start to run in a burgerberaad, and on which day data are deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

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
    return deadlines_of([assembly])[assembly.id]


def deadlines_of(assemblies: Sequence[Assembly]) -> Mapping[AssemblyId, list[Deadline]]:
    """Returns the same for many burgerberaden, in two questions."""
    ids = [assembly.id for assembly in assemblies]
    days, happened = terms.current_terms_of(ids), _happened(ids)
    made = {}
    for assembly in assemblies:
        first_days = _starts(assembly, happened[assembly.id])
        made[assembly.id] = [Deadline(kind, days[assembly.id][kind], first_days.get(kind.starts)) for kind in Kind]
    return made


@dataclass(frozen=True)
class _Happened:
    """The last day on which these happened in a burgerberaad; None if they did not."""

    closed: date | None
    drawn: date | None
    met: date | None
    replaced: date | None


def _starts(assembly: Assembly, happened: _Happened) -> Mapping[Start, date]:
    """Returns the days from which terms run, as far as they are known.

    A burgerberaad that was closed without a draw or without meetings counts from the day on which it was closed. The
    last meeting is the last one in the programme, or the one that was announced when that is later.
    """
    closed = happened.closed if assembly.phase is Phase.CLOSED else None
    drawn, replaced = happened.drawn, happened.replaced
    met = max((day for day in (happened.met, assembly.ends_on) if day), default=None) if drawn else None
    first_days = {
        Start.DRAW: drawn or closed,
        Start.LAST_MEETING: met or closed,
        Start.LAST_REPLACEMENT: max(met, replaced or met) if met else closed,
        Start.FOLLOW_UP_END: closed,
    }
    return {start: day for start, day in first_days.items() if day is not None}


def _happened(ids: Sequence[AssemblyId]) -> Mapping[AssemblyId, _Happened]:
    moments = (
        _last(PhaseStart.started_at, PhaseStart.assembly_id, PhaseStart.phase == Phase.CLOSED),
        _last(Draw.concluded_at, Draw.assembly_id, Draw.kind == DrawKind.REAL),
        _last(Meeting.ends_at, Meeting.assembly_id, Meeting.status != Status.CANCELLED),
        _last(
            SeatEvent.recorded_at,
            Seat.assembly_id,
            SeatEvent.seat_id == Seat.id,
            SeatEvent.state == SeatState.REPLACED,
        ),
    )
    rows = db.session.execute(select(Assembly.id, *moments).where(Assembly.id.in_(ids)))
    return {row[0]: _Happened(*(day_of(moment) if moment else None for moment in row[1:])) for row in rows}


def _last(moment: InstrumentedAttribute[Any], assembly_id: Any, *which: ColumnElement[bool]) -> ColumnElement[Any]:
    """The last moment of these in the burgerberaad of the row."""
    return select(func.max(moment)).where(assembly_id == Assembly.id, *which).correlate(Assembly).scalar_subquery()
