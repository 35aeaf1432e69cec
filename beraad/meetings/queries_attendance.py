"""Who was where: the list of one meeting, a panellist's own notes, and figures for all meetings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.meetings.models import Attendance, Meeting, Presence, Status
from beraad.panel.models import HOLDING, Seat, SeatId
from beraad.recruitment.models.registration import Registration
from beraad.web import sealing
from beraad.web.visitor import AccountId


@dataclass(frozen=True)
class AttendanceRow:
    """Somebody who is expected at a meeting, or was there."""

    seat_id: SeatId
    #: number of the place on the panel
    number: int
    #: name of the panellist; empty once their data have been deleted
    name: str
    #: None if nothing has been noted yet
    presence: Presence | None
    #: why they signed off; empty if not given, or if the reader may not see it
    reason: str
    noted_at: datetime | None


@dataclass(frozen=True)
class Figures:
    """How many panellists were at a meeting; `unknown` of them have no note."""

    present: int = 0
    partly: int = 0
    signed_off: int = 0
    absent: int = 0
    unknown: int = 0

    @property
    def expected(self) -> int:
        """Everyone who holds a seat or was noted."""
        return self.present + self.partly + self.signed_off + self.absent + self.unknown

    @property
    def is_noted(self) -> bool:
        """Whether presence was noted for anyone, sign-offs aside."""
        return self.present + self.partly + self.absent > 0


def rows(meeting: Meeting, with_reasons: bool = False) -> list[AttendanceRow]:
    """Returns everyone who holds a seat now or has a note for this meeting, by the number of the seat."""
    statement = (
        select(Seat, Registration.name, Attendance)
        .outerjoin(Registration, Registration.id == Seat.registration_id)
        .outerjoin(Attendance, and_(Attendance.seat_id == Seat.id, Attendance.meeting_id == meeting.id))
        .where(Seat.assembly_id == meeting.assembly_id, or_(Seat.state.in_(HOLDING), Attendance.id.is_not(None)))
        .order_by(Seat.number, Seat.turn)
    )
    return [
        AttendanceRow(
            seat_id=seat.id,
            number=seat.number,
            name=name or "",
            presence=attendance.presence if attendance else None,
            reason=reason(attendance) if attendance and with_reasons else "",
            noted_at=attendance.noted_at if attendance else None,
        )
        for seat, name, attendance in db.session.execute(statement)
    ]


def reason(attendance: Attendance) -> str:
    """Returns the reason of a sign-off in the panellist's words; empty if none was written."""
    return sealing.unseal(attendance.sealed_reason, attendance.row) if attendance.sealed_reason else ""


def figures(assembly: Assembly) -> dict[int, Figures]:
    """Returns how many were there by id of the meeting, for every meeting."""
    holders = select(func.count(Seat.id)).where(Seat.assembly_id == assembly.id, Seat.state.in_(HOLDING))
    seats = db.session.scalar(holders) or 0
    counted: dict[int, dict[Presence, int]] = defaultdict(lambda: defaultdict(int))
    noted_holders: dict[int, int] = defaultdict(int)
    statement = (
        select(Attendance.meeting_id, Attendance.presence, Seat.state, func.count())
        .join(Seat, Seat.id == Attendance.seat_id)
        .where(Seat.assembly_id == assembly.id)
        .group_by(Attendance.meeting_id, Attendance.presence, Seat.state)
    )
    for meeting_id, presence, state, number in db.session.execute(statement):
        counted[meeting_id][presence] += number
        noted_holders[meeting_id] += number if state in HOLDING else 0
    meetings = db.session.scalars(select(Meeting.id).where(Meeting.assembly_id == assembly.id))
    return {meeting_id: _figures(counted[meeting_id], seats - noted_holders[meeting_id]) for meeting_id in meetings}


def _figures(counted: dict[Presence, int], unknown: int) -> Figures:
    return Figures(
        present=counted[Presence.PRESENT],
        partly=counted[Presence.PARTLY],
        signed_off=counted[Presence.SIGNED_OFF],
        absent=counted[Presence.ABSENT],
        unknown=unknown,
    )


def seat_of(assembly: Assembly, account_id: AccountId) -> Seat | None:
    """Returns the seat that the owner of the account holds in this burgerberaad, or None."""
    return db.session.scalar(
        select(Seat).where(Seat.assembly_id == assembly.id, Seat.account_id == account_id, Seat.state.in_(HOLDING))
    )


def presences(seat: Seat | None) -> dict[int, Presence]:
    """Returns what was noted about the person in `seat`, by id of the meeting; empty without a seat."""
    if seat is None:
        return {}
    statement = select(Attendance.meeting_id, Attendance.presence).where(Attendance.seat_id == seat.id)
    return {row.meeting_id: row.presence for row in db.session.execute(statement)}


def missed(assembly: Assembly, account_id: AccountId) -> set[int]:
    """Returns the ids of the meetings that were held without the panellist with this account."""
    statement = (
        select(Attendance.meeting_id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Seat, Seat.id == Attendance.seat_id)
        .where(
            Seat.assembly_id == assembly.id,
            Seat.account_id == account_id,
            Meeting.status == Status.HELD,
            Attendance.presence.in_((Presence.SIGNED_OFF, Presence.ABSENT)),
        )
    )
    return set(db.session.scalars(statement))
