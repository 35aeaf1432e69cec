"""Meetings, their programme, the guests with a role, and who was there."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import AssemblyId
from beraad.choices import LabelledEnum
from beraad.orm import Model, Moment, choice, now
from beraad.panel.models import Seat, SeatId
from beraad.web.visitor import AccountId

MeetingId = NewType("MeetingId", int)
BlockId = NewType("BlockId", int)
GuestId = NewType("GuestId", int)


class Mode(LabelledEnum):
    """How people take part in a meeting."""

    PHYSICAL = "fysiek", _l("Op een plek")
    ONLINE = "online", _l("Online")
    HYBRID = "hybride", _l("Op een plek en online")


class Audience(LabelledEnum):
    """Who may come and look."""

    PANEL = "paneel", _l("Alleen voor het panel")
    PUBLIC = "openbaar", _l("Openbaar")


class Status(LabelledEnum):
    """Whether a meeting is still to come."""

    PLANNED = "gepland", _l("Gepland")
    HELD = "gehouden", _l("Gehouden")
    CANCELLED = "afgelast", _l("Afgelast")


class BlockKind(LabelledEnum):
    """What a part of the programme is for."""

    INFORM = "informeren", _l("Informeren")
    DIALOGUE = "dialoog", _l("Dialoog")
    DECIDE = "beslissen", _l("Beslissen")
    PAUSE = "pauze", _l("Pauze")


class Briefing(LabelledEnum):
    """What a guest is asked to do."""

    INFORM = "informeren", _l("Informeren: vertelt wat het panel moet weten")
    LISTEN = "luisteren", _l("Luisteren: is erbij en spreekt niet mee")
    ANSWER = "antwoorden", _l("Antwoorden: spreekt alleen als het panel iets vraagt")


class Presence(LabelledEnum):
    """Whether a panellist was at a meeting."""

    PRESENT = "aanwezig", _l("Aanwezig")
    PARTLY = "deels", _l("Een deel aanwezig")
    SIGNED_OFF = "afgemeld", _l("Afgemeld")
    ABSENT = "niet_gekomen", _l("Niet gekomen")


def new_uid() -> str:
    """Returns a name for a calendar event that stays the same when the meeting changes (RFC 5545, UID)."""
    return str(uuid.uuid4())


class Meeting(Model):
    """One time that the panel comes together."""

    __tablename__ = "meeting"

    id: Mapped[MeetingId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: 1 for the first; people speak of "bijeenkomst 3"
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    mode: Mapped[Mode] = mapped_column(choice(Mode))
    #: name of the building and the room
    place: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    #: where to join online; shown to panel and staff, never to the public
    online_url: Mapped[str] = mapped_column(String(500), default="")
    #: lift, ring loop, parking, quiet room: what people need to know to take part
    accessibility: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.PANEL)
    status: Mapped[Status] = mapped_column(choice(Status), default=Status.PLANNED)
    #: why it does not take place
    cancel_reason: Mapped[str] = mapped_column(Text, default="")
    #: name of the event in people's calendars; it never changes
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    #: rises with each change of the event, so calendars take the newest (RFC 5545, SEQUENCE)
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)

    blocks: Mapped[list[AgendaBlock]] = relationship(
        back_populates="meeting", order_by="(AgendaBlock.position, AgendaBlock.id)", cascade="all, delete-orphan"
    )
    guests: Mapped[list[Guest]] = relationship(
        back_populates="meeting", order_by="Guest.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("assembly_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("status <> 'afgelast' OR cancel_reason <> ''", name="cancelled_with_reason"),
    )


class AgendaBlock(Model):
    """One part of a meeting's programme. Its times follow from the start of the meeting and the parts before it."""

    __tablename__ = "agenda_block"

    id: Mapped[BlockId] = mapped_column(primary_key=True)
    meeting_id: Mapped[MeetingId] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    #: 1 for the first part
    position: Mapped[int]
    kind: Mapped[BlockKind] = mapped_column(choice(BlockKind))
    title: Mapped[str] = mapped_column(String(200))
    #: how long it takes, in minutes
    minutes: Mapped[int]
    description: Mapped[str] = mapped_column(Text, default="")
    #: way of working, such as "tafelgesprek"
    method: Mapped[str] = mapped_column(String(120), default="")
    #: why this way of working: aim, time, number of people, difficulty, knowledge needed
    method_reason: Mapped[str] = mapped_column(Text, default="")
    #: who leads this part, by name or by role
    leader: Mapped[str] = mapped_column(String(200), default="")

    meeting: Mapped[Meeting] = relationship(back_populates="blocks")

    __table_args__ = (
        CheckConstraint("position > 0", name="position_positive"),
        CheckConstraint("minutes > 0", name="minutes_positive"),
    )


class Guest(Model):
    """Somebody from outside the panel who is at a meeting, with the one thing they are asked to do."""

    __tablename__ = "meeting_guest"

    id: Mapped[GuestId] = mapped_column(primary_key=True)
    meeting_id: Mapped[MeetingId] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    #: for whom or as what they come: a department, an organisation, "ervaringsdeskundige"
    capacity: Mapped[str] = mapped_column(String(200), default="")
    briefing: Mapped[Briefing] = mapped_column(choice(Briefing))
    #: instruction beforehand, printed in the run sheet
    note: Mapped[str] = mapped_column(Text, default="")

    meeting: Mapped[Meeting] = relationship(back_populates="guests")


class Attendance(Model):
    """Whether the person in a seat was at a meeting, or signed off beforehand."""

    __tablename__ = "attendance"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[MeetingId] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    seat_id: Mapped[SeatId] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), index=True)
    presence: Mapped[Presence] = mapped_column(choice(Presence))
    #: why a panellist signed off, sealed: people write about their health and their family here
    sealed_reason: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: the account that noted it; empty once that account is gone
    noted_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    noted_at: Mapped[datetime] = mapped_column(Moment, default=now)

    seat: Mapped[Seat] = relationship()

    __table_args__ = (
        UniqueConstraint("meeting_id", "seat_id"),
        CheckConstraint("sealed_reason IS NULL OR presence = 'afgemeld'", name="reason_only_when_signed_off"),
    )

    @property
    def row(self) -> str:
        """What a sealed reason is bound to."""
        return f"attendance:{self.meeting_id}:{self.seat_id}"
