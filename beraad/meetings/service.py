"""The verbs of meetings, of their programme and of their guests."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from beraad.assemblies import order
from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.meetings import notices
from beraad.meetings.errors import AlreadyHeldError, CancelledError, NumberTakenError, TooEarlyError
from beraad.meetings.models import AgendaBlock, Audience, BlockKind, Briefing, Guest, Meeting, Mode, Status
from beraad.orm import now

#: the fields of which people have to hear when they change
WHEN_AND_WHERE = ("starts_at", "ends_at", "mode", "place", "address", "online_url")


@dataclass(frozen=True)
class MeetingData:
    """The fields of a meeting. Moments are aware; of the texts only the title is required."""

    number: int
    title: str
    starts_at: datetime
    ends_at: datetime
    mode: Mode
    place: str = ""
    address: str = ""
    online_url: str = ""
    accessibility: str = ""
    audience: Audience = Audience.PANEL


@dataclass(frozen=True)
class BlockData:
    """The fields of a part of the programme."""

    kind: BlockKind
    title: str
    minutes: int
    description: str = ""
    method: str = ""
    method_reason: str = ""
    leader: str = ""


@dataclass(frozen=True)
class GuestData:
    """The fields of a guest."""

    name: str
    briefing: Briefing
    capacity: str = ""
    note: str = ""


def plan(assembly: Assembly, data: MeetingData) -> Meeting:
    """Add a meeting. Raises NumberTakenError."""
    meeting = Meeting(assembly_id=assembly.id, **asdict(data))
    _save(meeting)
    _record("planned", meeting, number=meeting.number)
    notices.planned(meeting)
    return meeting


def change(meeting: Meeting, data: MeetingData) -> Meeting:
    """Replace the fields of `meeting`. Raises NumberTakenError or CancelledError."""
    require_not_cancelled(meeting)
    is_moved = any(getattr(meeting, name) != getattr(data, name) for name in WHEN_AND_WHERE)
    for name, value in asdict(data).items():
        setattr(meeting, name, value)
    _renew(meeting)
    _save(meeting)
    _record("changed", meeting, number=meeting.number, sequence=meeting.sequence)
    if is_moved:
        notices.moved(meeting)
    return meeting


def require_to_come(meeting: Meeting) -> None:
    """Raises AlreadyHeldError or CancelledError unless the meeting is still to come."""
    require_not_cancelled(meeting)
    if meeting.status is Status.HELD:
        raise AlreadyHeldError


def cancel(meeting: Meeting, reason: str) -> Meeting:
    """Note that the meeting does not take place. Raises AlreadyHeldError or CancelledError."""
    require_to_come(meeting)
    meeting.status, meeting.cancel_reason = Status.CANCELLED, reason
    _renew(meeting)
    db.session.flush()
    _record("cancelled", meeting, sequence=meeting.sequence)
    notices.cancelled(meeting)
    return meeting


def mark_held(meeting: Meeting) -> Meeting:
    """Note that the meeting took place. Raises TooEarlyError before its start, or CancelledError."""
    require_not_cancelled(meeting)
    if meeting.starts_at > now():
        raise TooEarlyError
    meeting.status = Status.HELD
    db.session.flush()
    _record("held", meeting)
    return meeting


def add_block(meeting: Meeting, data: BlockData) -> AgendaBlock:
    """Add a part at the end of the programme. Raises CancelledError."""
    require_not_cancelled(meeting)
    last = db.session.scalar(select(func.max(AgendaBlock.position)).where(AgendaBlock.meeting_id == meeting.id))
    block = AgendaBlock(meeting_id=meeting.id, position=(last or 0) + 1, **asdict(data))
    db.session.add(block)
    db.session.flush()
    _record("block_added", meeting, block=block.id)
    return block


def change_block(block: AgendaBlock, data: BlockData) -> AgendaBlock:
    """Replace the fields of a part of the programme. Raises CancelledError."""
    require_not_cancelled(block.meeting)
    for name, value in asdict(data).items():
        setattr(block, name, value)
    db.session.flush()
    _record("block_changed", block.meeting, block=block.id)
    return block


def move_block(block: AgendaBlock, steps: int) -> None:
    """Move `block` by `steps` in the programme, but not past either end: -1 is earlier, +1 later.

    Raises CancelledError.
    """
    require_not_cancelled(block.meeting)
    blocks = select(AgendaBlock).where(AgendaBlock.meeting_id == block.meeting_id)
    order.move(list(db.session.scalars(blocks.order_by(AgendaBlock.position, AgendaBlock.id))), block, steps)
    db.session.flush()
    _record("block_moved", block.meeting, block=block.id, position=block.position)


def remove_block(block: AgendaBlock) -> None:
    """Remove a part from the programme. Raises CancelledError."""
    meeting, block_id = block.meeting, block.id
    require_not_cancelled(meeting)
    db.session.delete(block)
    db.session.flush()
    _record("block_removed", meeting, block=block_id)


def add_guest(meeting: Meeting, data: GuestData) -> Guest:
    """Add a guest from outside the panel. Raises CancelledError."""
    require_not_cancelled(meeting)
    guest = Guest(meeting_id=meeting.id, **asdict(data))
    db.session.add(guest)
    db.session.flush()
    _record("guest_added", meeting, guest=guest.id, briefing=guest.briefing.value)
    return guest


def change_guest(guest: Guest, data: GuestData) -> Guest:
    """Replace the fields of a guest. Raises CancelledError."""
    require_not_cancelled(guest.meeting)
    for name, value in asdict(data).items():
        setattr(guest, name, value)
    db.session.flush()
    _record("guest_changed", guest.meeting, guest=guest.id, briefing=guest.briefing.value)
    return guest


def remove_guest(guest: Guest) -> None:
    """Remove a guest who is not coming, or was entered by mistake."""
    meeting, guest_id = guest.meeting, guest.id
    db.session.delete(guest)
    db.session.flush()
    _record("guest_removed", meeting, guest=guest_id)


def require_not_cancelled(meeting: Meeting) -> None:
    """Raises CancelledError if `meeting` was cancelled."""
    if meeting.status is Status.CANCELLED:
        raise CancelledError


def _renew(meeting: Meeting) -> None:
    """Mark the event as newer, for calendars that have it."""
    meeting.sequence += 1
    meeting.changed_at = now()


def _save(meeting: Meeting) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(meeting)
    except IntegrityError as error:
        raise NumberTakenError from error


def _record(event: str, meeting: Meeting, **details: Any) -> None:
    audit.record(f"meetings.{event}", meeting, assembly_id=meeting.assembly_id, **details)
