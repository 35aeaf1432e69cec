"""What the pages of meetings ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from beraad.assemblies.models import Assembly
from beraad.days import day_of
from beraad.extensions import db
from beraad.meetings.models import AgendaBlock, Audience, BlockKind, Briefing, Guest, Meeting, Mode, Status
from beraad.orm import now

#: fewer days between two meetings gives panellists too little time to let things sink in
PROCESSING_DAYS = 7
#: the kinds of parts in which people speak or listen; breaks are not counted
SPEAKING = (BlockKind.INFORM, BlockKind.DIALOGUE, BlockKind.DECIDE)


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as a page shows it."""

    id: int
    number: int
    title: str
    starts_at: datetime
    ends_at: datetime
    mode: Mode
    place: str
    address: str
    online_url: str
    accessibility: str
    audience: Audience
    status: Status
    cancel_reason: str
    uid: str
    sequence: int
    changed_at: datetime
    #: whole days since the meeting before, cancelled ones left out; None for the first
    days_since_last: int | None = None

    @property
    def is_cancelled(self) -> bool:
        return self.status is Status.CANCELLED

    @property
    def is_public(self) -> bool:
        return self.audience is Audience.PUBLIC

    @property
    def follows_too_soon(self) -> bool:
        """Whether there is less time to think since the meeting before than `PROCESSING_DAYS`."""
        return self.days_since_last is not None and self.days_since_last < PROCESSING_DAYS


@dataclass(frozen=True)
class BlockRow:
    """A part of the programme, with its times."""

    id: int
    kind: BlockKind
    title: str
    minutes: int
    description: str
    method: str
    method_reason: str
    leader: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class GuestRow:
    """A guest and what is asked of them."""

    id: int
    name: str
    capacity: str
    briefing: Briefing
    note: str


@dataclass(frozen=True)
class Share:
    """How much of the speaking time goes to one kind of part; `percent` is a whole number."""

    kind: BlockKind
    minutes: int
    percent: int


@dataclass(frozen=True)
class Programme:
    """The parts of a meeting in order, and how its speaking time is divided."""

    blocks: list[BlockRow]
    balance: list[Share]
    #: minutes that the parts take more than the meeting lasts; negative when there is time left
    overrun: int

    @property
    def mostly_listening(self) -> bool:
        """Whether more than half of the speaking time is spent on telling the panel things."""
        return any(share.kind is BlockKind.INFORM and share.percent > 50 for share in self.balance)


def meetings(assembly: Assembly) -> list[MeetingRow]:
    """All meetings of a burgerberaad, the earliest first."""
    chosen = select(Meeting).where(Meeting.assembly_id == assembly.id)
    found = db.session.scalars(chosen.order_by(Meeting.starts_at, Meeting.number))
    rows, last = [], None
    for meeting in found:
        rows.append(row(meeting, (meeting.starts_at - last).days if last else None))
        last = last if meeting.status is Status.CANCELLED else meeting.ends_at
    return rows


def meeting(assembly: Assembly, meeting_id: int) -> Meeting:
    """The meeting of this burgerberaad with this id; 404 when there is none."""
    found = db.session.scalar(select(Meeting).where(Meeting.assembly_id == assembly.id, Meeting.id == meeting_id))
    return found or abort(404)


def block(assembly: Assembly, meeting_id: int, block_id: int) -> AgendaBlock:
    """The part of this meeting with this id; 404 when there is none."""
    found = db.session.scalar(
        select(AgendaBlock)
        .join(AgendaBlock.meeting)
        .options(joinedload(AgendaBlock.meeting))
        .where(Meeting.assembly_id == assembly.id, Meeting.id == meeting_id, AgendaBlock.id == block_id)
    )
    return found or abort(404)


def guest(assembly: Assembly, meeting_id: int, guest_id: int) -> Guest:
    """The guest of this meeting with this id; 404 when there is none."""
    found = db.session.scalar(
        select(Guest)
        .join(Guest.meeting)
        .options(joinedload(Guest.meeting))
        .where(Meeting.assembly_id == assembly.id, Meeting.id == meeting_id, Guest.id == guest_id)
    )
    return found or abort(404)


def is_to_come(found: Meeting) -> bool:
    """Whether `found` is planned and has not begun."""
    return found.status is Status.PLANNED and found.starts_at > now()


def next_number(assembly: Assembly) -> int:
    """The first free number after the highest."""
    highest = db.session.scalar(select(func.max(Meeting.number)).where(Meeting.assembly_id == assembly.id))
    return (highest or 0) + 1


def row(found: Meeting, days_since_last: int | None = None) -> MeetingRow:
    """`found` as a row."""
    names = MeetingRow.__dataclass_fields__.keys() - {"days_since_last"}
    return MeetingRow(**{name: getattr(found, name) for name in names}, days_since_last=days_since_last)


def programme(found: Meeting) -> Programme:
    """The programme of a meeting: each part begins when the one before ends."""
    parts = db.session.scalars(
        select(AgendaBlock).where(AgendaBlock.meeting_id == found.id).order_by(AgendaBlock.position, AgendaBlock.id)
    ).all()
    blocks = _timed(found.starts_at, parts)
    last = blocks[-1].ends_at if blocks else found.starts_at
    return Programme(blocks, balance(blocks), round((last - found.ends_at).total_seconds() / 60))


def _timed(start: datetime, parts: Sequence[AgendaBlock]) -> list[BlockRow]:
    rows = []
    for part in parts:
        end = start + timedelta(minutes=part.minutes)
        rows.append(
            BlockRow(
                id=part.id,
                kind=part.kind,
                title=part.title,
                minutes=part.minutes,
                description=part.description,
                method=part.method,
                method_reason=part.method_reason,
                leader=part.leader,
                starts_at=start,
                ends_at=end,
            )
        )
        start = end
    return rows


def balance(blocks: Iterable[BlockRow]) -> list[Share]:
    """How the speaking time is divided over informing, dialogue and deciding; empty when there is none."""
    minutes = dict.fromkeys(SPEAKING, 0)
    for part in blocks:
        if part.kind in minutes:
            minutes[part.kind] += part.minutes
    total = sum(minutes.values())
    return [Share(kind, spent, round(100 * spent / total)) for kind, spent in minutes.items()] if total else []


def guests(found: Meeting) -> list[GuestRow]:
    """The guests of a meeting in the order in which they were entered."""
    rows = db.session.scalars(select(Guest).where(Guest.meeting_id == found.id).order_by(Guest.id))
    return [GuestRow(guest.id, guest.name, guest.capacity, guest.briefing, guest.note) for guest in rows]


def days_to_come(assembly: Assembly, **_: Any) -> list[date]:
    """The days of the meetings that are planned, in the Netherlands. Receives `meeting_days_wanted`."""
    planned = select(Meeting.starts_at).where(Meeting.assembly_id == assembly.id, Meeting.status == Status.PLANNED)
    return [day_of(starts) for starts in db.session.scalars(planned)]
