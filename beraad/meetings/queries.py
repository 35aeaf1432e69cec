"""What the pages of meetings ask: rows of meetings, the timed programme, guests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from beraad.assemblies.models import Assembly
from beraad.days import day_of
from beraad.extensions import db
from beraad.meetings.models import (
    AgendaBlock,
    Audience,
    BlockId,
    BlockKind,
    Briefing,
    Guest,
    GuestId,
    Meeting,
    MeetingId,
    Mode,
    Status,
)
from beraad.orm import now

#: with fewer days between two meetings, panellists have too little time to let things sink in
PROCESSING_DAYS = 7
#: kinds of parts in which people speak or listen; breaks do not count
SPEAKING = (BlockKind.INFORM, BlockKind.DIALOGUE, BlockKind.DECIDE)


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as a page shows it."""

    id: MeetingId
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
    def is_planned(self) -> bool:
        return self.status is Status.PLANNED

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

    id: BlockId
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
    """A guest and what they are asked to do."""

    id: GuestId
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
    #: by how many minutes the parts exceed the meeting; negative if there is time left
    overrun: int

    @property
    def mostly_listening(self) -> bool:
        """Whether the panel listens for more than half of the speaking time."""
        return any(share.kind is BlockKind.INFORM and share.percent > 50 for share in self.balance)


def meetings(assembly: Assembly) -> list[MeetingRow]:
    """Returns all meetings of a burgerberaad, the earliest first."""
    statement = select(Meeting).where(Meeting.assembly_id == assembly.id).order_by(Meeting.starts_at, Meeting.number)
    rows: list[MeetingRow] = []
    last_end: datetime | None = None
    for meeting in db.session.scalars(statement):
        rows.append(row(meeting, (meeting.starts_at - last_end).days if last_end else None))
        if meeting.status is not Status.CANCELLED:
            last_end = meeting.ends_at
    return rows


def meeting(assembly: Assembly, meeting_id: MeetingId) -> Meeting:
    """Returns the meeting of this burgerberaad, or 404."""
    meeting: Meeting = db.first_or_404(
        select(Meeting).where(Meeting.assembly_id == assembly.id, Meeting.id == meeting_id)
    )
    return meeting


def public_meeting(assembly: Assembly, meeting_id: MeetingId) -> Meeting:
    """Returns the meeting if everyone may come, or 404."""
    meeting: Meeting = db.first_or_404(
        select(Meeting).where(
            Meeting.assembly_id == assembly.id, Meeting.id == meeting_id, Meeting.audience == Audience.PUBLIC
        )
    )
    return meeting


def block(assembly: Assembly, meeting_id: MeetingId, block_id: BlockId) -> AgendaBlock:
    """Returns the part of this meeting's programme, or 404."""
    block: AgendaBlock = db.first_or_404(
        select(AgendaBlock)
        .join(AgendaBlock.meeting)
        .options(joinedload(AgendaBlock.meeting))
        .where(Meeting.assembly_id == assembly.id, Meeting.id == meeting_id, AgendaBlock.id == block_id)
    )
    return block


def guest(assembly: Assembly, meeting_id: MeetingId, guest_id: GuestId) -> Guest:
    """Returns the guest of this meeting, or 404."""
    guest: Guest = db.first_or_404(
        select(Guest)
        .join(Guest.meeting)
        .options(joinedload(Guest.meeting))
        .where(Meeting.assembly_id == assembly.id, Meeting.id == meeting_id, Guest.id == guest_id)
    )
    return guest


def is_to_come(meeting: Meeting) -> bool:
    """Returns whether `meeting` is planned and has not begun."""
    return meeting.status is Status.PLANNED and meeting.starts_at > now()


def next_number(assembly: Assembly) -> int:
    """Returns the first free number after the highest."""
    highest = db.session.scalar(select(func.max(Meeting.number)).where(Meeting.assembly_id == assembly.id))
    return (highest or 0) + 1


def row(meeting: Meeting, days_since_last: int | None = None) -> MeetingRow:
    """Returns the row of `meeting`."""
    return MeetingRow(
        id=meeting.id,
        number=meeting.number,
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        mode=meeting.mode,
        place=meeting.place,
        address=meeting.address,
        online_url=meeting.online_url,
        accessibility=meeting.accessibility,
        audience=meeting.audience,
        status=meeting.status,
        cancel_reason=meeting.cancel_reason,
        uid=meeting.uid,
        sequence=meeting.sequence,
        changed_at=meeting.changed_at,
        days_since_last=days_since_last,
    )


def programme(meeting: Meeting) -> Programme:
    """Returns the programme of a meeting: each part begins when the one before ends."""
    parts = db.session.scalars(
        select(AgendaBlock).where(AgendaBlock.meeting_id == meeting.id).order_by(AgendaBlock.position, AgendaBlock.id)
    ).all()
    blocks = _timed(meeting.starts_at, parts)
    last = blocks[-1].ends_at if blocks else meeting.starts_at
    return Programme(blocks, balance(blocks), round((last - meeting.ends_at).total_seconds() / 60))


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
    """Returns how the speaking time is divided over informing, dialogue and deciding; empty if there is none."""
    minutes = dict.fromkeys(SPEAKING, 0)
    for part in blocks:
        if part.kind in minutes:
            minutes[part.kind] += part.minutes
    total = sum(minutes.values())
    return [Share(kind, spent, round(100 * spent / total)) for kind, spent in minutes.items()] if total else []


def guests(meeting: Meeting) -> list[GuestRow]:
    """Returns the guests of a meeting in the order in which they were entered."""
    rows = db.session.scalars(select(Guest).where(Guest.meeting_id == meeting.id).order_by(Guest.id))
    return [GuestRow(guest.id, guest.name, guest.capacity, guest.briefing, guest.note) for guest in rows]


def days_to_come(assembly: Assembly, **_rest: Any) -> list[date]:
    """Returns the days (in the Netherlands) of the meetings that are planned. Receives `meeting_days_wanted`."""
    planned = select(Meeting.starts_at).where(Meeting.assembly_id == assembly.id, Meeting.status == Status.PLANNED)
    return [day_of(starts_at) for starts_at in db.session.scalars(planned)]


def coming(assembly: Assembly, day: date, **_rest: Any) -> list[tuple[str, date]]:
    """Returns the planned meetings from `day` on, each by its number, and its day. Receives `coming_days_wanted`."""
    planned = select(Meeting.number, Meeting.starts_at).where(
        Meeting.assembly_id == assembly.id, Meeting.status == Status.PLANNED
    )
    days = [(number, day_of(starts_at)) for number, starts_at in db.session.execute(planned)]
    return [(_("Bijeenkomst %(number)d", number=number), when) for number, when in days if when >= day]
