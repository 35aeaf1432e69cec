"""The verbs of meetings: plan, change, cancel, mark as held; the programme and the guests."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.meetings.errors import AlreadyHeldError, CancelledError, NumberTakenError, TooEarlyError
from beraad.meetings.models import AgendaBlock, Audience, BlockKind, Briefing, Guest, Meeting, Mode, Status
from beraad.orm import now


@dataclass(frozen=True)
class MeetingData:
    """What is told about a meeting. Moments are aware; texts may be empty but for the title."""

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
    """What is told about one part of the programme."""

    kind: BlockKind
    title: str
    minutes: int
    description: str = ""
    method: str = ""
    method_reason: str = ""
    leader: str = ""


@dataclass(frozen=True)
class GuestData:
    """What is told about a guest."""

    name: str
    briefing: Briefing
    capacity: str = ""
    note: str = ""


def plan(assembly: Assembly, data: MeetingData) -> Meeting:
    """Add a meeting; raises `NumberTakenError`."""
    meeting = Meeting(assembly_id=assembly.id, **asdict(data))
    _save(meeting)
    _record("planned", meeting, number=meeting.number)
    return meeting


def change(meeting: Meeting, data: MeetingData) -> Meeting:
    """Replace what is told about `meeting`; raises `NumberTakenError` or `CancelledError`."""
    require_going_on(meeting)
    for name, value in asdict(data).items():
        setattr(meeting, name, value)
    _renew(meeting)
    _save(meeting)
    _record("changed", meeting, number=meeting.number, sequence=meeting.sequence)
    return meeting


def cancel(meeting: Meeting, reason: str) -> Meeting:
    """The meeting does not take place; raises `AlreadyHeldError` or `CancelledError`."""
    require_going_on(meeting)
    if meeting.status is Status.HELD:
        raise AlreadyHeldError
    meeting.status, meeting.cancel_reason = Status.CANCELLED, reason
    _renew(meeting)
    db.session.flush()
    _record("cancelled", meeting, sequence=meeting.sequence)
    return meeting


def mark_held(meeting: Meeting) -> Meeting:
    """The meeting took place; raises `TooEarlyError` before its start, `CancelledError` when it was cancelled."""
    require_going_on(meeting)
    if meeting.starts_at > now():
        raise TooEarlyError
    meeting.status = Status.HELD
    db.session.flush()
    _record("held", meeting)
    return meeting


def add_block(meeting: Meeting, data: BlockData) -> AgendaBlock:
    """Add a part at the end of the programme."""
    require_going_on(meeting)
    last = db.session.scalar(select(func.max(AgendaBlock.position)).where(AgendaBlock.meeting_id == meeting.id))
    block = AgendaBlock(meeting_id=meeting.id, position=(last or 0) + 1, **asdict(data))
    db.session.add(block)
    db.session.flush()
    _record("block_added", meeting, block=block.id)
    return block


def change_block(block: AgendaBlock, data: BlockData) -> AgendaBlock:
    """Replace what is told about a part of the programme."""
    require_going_on(block.meeting)
    for name, value in asdict(data).items():
        setattr(block, name, value)
    db.session.flush()
    _record("block_changed", block.meeting, block=block.id)
    return block


def move_block(block: AgendaBlock, steps: int) -> None:
    """Let `block` change places with its neighbour: -1 is earlier, +1 later; at the edge nothing moves."""
    require_going_on(block.meeting)
    chosen = select(AgendaBlock).where(AgendaBlock.meeting_id == block.meeting_id)
    blocks = list(db.session.scalars(chosen.order_by(AgendaBlock.position, AgendaBlock.id)))
    at = blocks.index(block)
    to = min(max(at + steps, 0), len(blocks) - 1)
    blocks.insert(to, blocks.pop(at))
    for position, one in enumerate(blocks, start=1):
        one.position = position
    db.session.flush()
    _record("block_moved", block.meeting, block=block.id, position=block.position)


def remove_block(block: AgendaBlock) -> None:
    """Take a part out of the programme."""
    meeting, number = block.meeting, block.id
    require_going_on(meeting)
    db.session.delete(block)
    db.session.flush()
    _record("block_removed", meeting, block=number)


def add_guest(meeting: Meeting, data: GuestData) -> Guest:
    """Add somebody from outside the panel, with what is asked of them."""
    require_going_on(meeting)
    guest = Guest(meeting_id=meeting.id, **asdict(data))
    db.session.add(guest)
    db.session.flush()
    _record("guest_added", meeting, guest=guest.id, briefing=guest.briefing.value)
    return guest


def change_guest(guest: Guest, data: GuestData) -> Guest:
    """Replace what is told about a guest."""
    require_going_on(guest.meeting)
    for name, value in asdict(data).items():
        setattr(guest, name, value)
    db.session.flush()
    _record("guest_changed", guest.meeting, guest=guest.id, briefing=guest.briefing.value)
    return guest


def remove_guest(guest: Guest) -> None:
    """The guest is not coming, or was entered by mistake."""
    meeting, number = guest.meeting, guest.id
    db.session.delete(guest)
    db.session.flush()
    _record("guest_removed", meeting, guest=number)


def require_going_on(meeting: Meeting) -> None:
    """Raise `CancelledError` when `meeting` was cancelled."""
    if meeting.status is Status.CANCELLED:
        raise CancelledError


def _renew(meeting: Meeting) -> None:
    """Tell calendars that the event is a newer one."""
    meeting.sequence += 1
    meeting.changed_at = now()


def _save(meeting: Meeting) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(meeting)
    except IntegrityError as error:
        raise NumberTakenError(meeting.number) from error


def _record(verb: str, meeting: Meeting, **details: int | str) -> None:
    audit.record(f"meetings.{verb}", f"meeting:{meeting.id}", assembly_id=meeting.assembly_id, **details)
