"""What waits about meetings: planning them, their programme, who was there; and what a panellist is asked."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from beraad.assemblies.models import Assembly, Phase, Role
from beraad.assemblies.waiting import NOW, OFFICE, SOON, TODAY, Found, Kind, found, move_on
from beraad.meetings.models import AgendaBlock, Attendance, Meeting, Presence, Status
from beraad.panel.models import Seat, SeatState

WITH_PANEL = frozenset({Phase.LOTTERY, Phase.MEETINGS})
MEETING, UNTIL_ADVICE = frozenset({Phase.MEETINGS}), frozenset({Phase.MEETINGS, Phase.ADVICE})
#: noted by staff; that somebody signed off says nothing about who was there
NOTED = (Presence.PRESENT, Presence.PARTLY, Presence.ABSENT)


def _meeting(found: Found) -> dict[str, int]:
    return {"meeting_id": found.row_id}


def _meetings(*which: ColumnElement[bool], **columns: Any) -> Select[Any]:
    return found(Meeting.assembly_id, row_id=Meeting.id, number=Meeting.number, **columns).where(*which)


def _any(*states: Status) -> ColumnElement[bool]:
    return exists().where(Meeting.assembly_id == Assembly.id, Meeting.status.in_(states))


_blocks = exists().where(AgendaBlock.meeting_id == Meeting.id)
_noted = exists().where(Attendance.meeting_id == Meeting.id, Attendance.presence.in_(NOTED))
_seated = exists().where(Seat.assembly_id == Meeting.assembly_id, Seat.state == SeatState.CONFIRMED)
_signed_off = exists().where(Attendance.meeting_id == Meeting.id, Attendance.seat_id == Seat.id)
_last = (
    select(func.max(Meeting.ends_at)).where(Meeting.assembly_id == Assembly.id).correlate(Assembly).scalar_subquery()
)

KINDS = (
    Kind(
        "meetings.none",
        lambda _: _l("Plan de bijeenkomsten van het panel"),
        "meetings.create",
        OFFICE,
        WITH_PANEL,
        rows=found(Assembly.id, until=Assembly.starts_on).where(~_any(Status.PLANNED, Status.HELD)),
    ),
    Kind(
        "meetings.no_programme",
        lambda found: _l("Maak het programma van bijeenkomst %(number)d", number=found.number),
        "meetings.detail",
        OFFICE,
        WITH_PANEL,
        _meeting,
        _meetings(
            Meeting.status == Status.PLANNED,
            Meeting.starts_at > NOW,
            Meeting.starts_at < SOON,
            ~_blocks,
            until_at=Meeting.starts_at,
        ),
    ),
    Kind(
        "meetings.to_note",
        lambda found: _l("Noteer wie er was bij bijeenkomst %(number)d", number=found.number),
        "meetings_attendance.note",
        OFFICE | {Role.FACILITATOR},
        UNTIL_ADVICE,
        _meeting,
        _meetings(
            Meeting.status.in_((Status.PLANNED, Status.HELD)),
            Meeting.ends_at < NOW,
            ~_noted,
            _seated,
            since=Meeting.ends_at,
        ),
    ),
    Kind(
        "meetings.to_close",
        lambda found: _l("Zet bijeenkomst %(number)d op gehouden", number=found.number),
        "meetings.detail",
        OFFICE,
        UNTIL_ADVICE,
        _meeting,
        _meetings(Meeting.status == Status.PLANNED, Meeting.ends_at < NOW, since=Meeting.ends_at),
    ),
    move_on(
        "meetings.to_advice",
        Phase.MEETINGS,
        Phase.ADVICE,
        found(Assembly.id, since=_last, until=Assembly.advice_on).where(
            _any(Status.HELD), ~_any(Status.PLANNED), or_(Assembly.ends_on.is_(None), Assembly.ends_on < TODAY)
        ),
    ),
)

OWN_KINDS = (
    Kind(
        "meetings.own_next",
        lambda found: _l("Kom naar bijeenkomst %(number)d, of meld u af", number=found.number),
        "meetings_panel.detail",
        frozenset({Role.PANELLIST}),
        WITH_PANEL,
        _meeting,
        _meetings(
            Meeting.status == Status.PLANNED,
            Meeting.starts_at > NOW,
            Meeting.starts_at < SOON,
            Seat.state == SeatState.CONFIRMED,
            ~_signed_off,
            until_at=Meeting.starts_at,
            owner_id=Seat.account_id,
        ).join(Seat, Seat.assembly_id == Meeting.assembly_id),
    ),
)
