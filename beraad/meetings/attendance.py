"""The verbs of attendance: note who was there, sign off for a meeting, and come after all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from beraad.audit import service as audit
from beraad.extensions import db
from beraad.meetings import queries
from beraad.meetings.errors import TooLateError, TooLateToComeError, UnknownSeatError
from beraad.meetings.models import Attendance, Meeting, Presence
from beraad.meetings.service import require_not_cancelled
from beraad.orm import now
from beraad.panel.models import Seat, SeatId
from beraad.web import sealing
from beraad.web.visitor import AccountId


def note(meeting: Meeting, presences: Mapping[SeatId, Presence | None], noted_by_id: AccountId | None = None) -> int:
    """Write down who was there; `presences` maps ids of seats to a presence, or to None to take a note back.

    Returns how many notes changed. Raises CancelledError, or UnknownSeatError for a seat of another burgerberaad.
    """
    require_not_cancelled(meeting)
    _require_seats(meeting, presences)
    notes = _notes(meeting, presences)
    changed = 0
    for seat_id, presence in presences.items():
        old = notes.get(seat_id)
        if (old.presence if old else None) is presence:
            continue
        _write(meeting, seat_id, presence, old, noted_by_id)
        changed += 1
    db.session.flush()
    if changed:
        _record("attendance_noted", meeting, changed=changed)
    return changed


def sign_off(meeting: Meeting, seat: Seat, reason: str = "", noted_by_id: AccountId | None = None) -> Attendance:
    """Note that the panellist in `seat` will not be there.

    Raises CancelledError, TooLateError once the meeting has begun, or UnknownSeatError.
    """
    require_not_cancelled(meeting)
    if not queries.is_to_come(meeting):
        raise TooLateError
    _require_seats(meeting, {seat.id: None})
    attendance = _notes(meeting, {seat.id: None}).get(seat.id)
    if attendance is None:
        attendance = Attendance(meeting_id=meeting.id, seat_id=seat.id)
        db.session.add(attendance)
    attendance.presence, attendance.noted_by_id, attendance.noted_at = Presence.SIGNED_OFF, noted_by_id, now()
    attendance.sealed_reason = sealing.seal(reason, attendance.row) if reason else None
    db.session.flush()
    _record("signed_off", meeting, seat=seat.id)
    return attendance


def come_after_all(meeting: Meeting, seat: Seat) -> None:
    """Take back that the panellist in `seat` would not be there, and delete the reason.

    Raises CancelledError, or TooLateToComeError once the meeting has begun.
    """
    require_not_cancelled(meeting)
    if not queries.is_to_come(meeting):
        raise TooLateToComeError
    attendance = _notes(meeting, {seat.id: None}).get(seat.id)
    if attendance is not None and attendance.presence is Presence.SIGNED_OFF:
        db.session.delete(attendance)
        db.session.flush()
        _record("sign_off_taken_back", meeting, seat=seat.id)


def _write(
    meeting: Meeting, seat_id: SeatId, presence: Presence | None, old: Attendance | None, noted_by_id: AccountId | None
) -> None:
    if presence is None:
        if old:
            db.session.delete(old)
        return
    attendance = old or Attendance(meeting_id=meeting.id, seat_id=seat_id)
    attendance.presence, attendance.sealed_reason = presence, None
    attendance.noted_by_id, attendance.noted_at = noted_by_id, now()
    db.session.add(attendance)


def _notes(meeting: Meeting, seats: Mapping[SeatId, object]) -> dict[SeatId, Attendance]:
    statement = select(Attendance).where(Attendance.meeting_id == meeting.id, Attendance.seat_id.in_(seats))
    return {attendance.seat_id: attendance for attendance in db.session.scalars(statement)}


def _require_seats(meeting: Meeting, seats: Mapping[SeatId, object]) -> None:
    statement = select(Seat.id).where(Seat.assembly_id == meeting.assembly_id, Seat.id.in_(seats))
    unknown = set(seats) - set(db.session.scalars(statement))
    if unknown:
        raise UnknownSeatError(min(unknown))


def _record(event: str, meeting: Meeting, **details: Any) -> None:
    audit.record(f"meetings.{event}", meeting, assembly_id=meeting.assembly_id, **details)
