"""What is told, to whom, and the bundle in which each person gets it."""

from __future__ import annotations

from datetime import date, datetime
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.choices import LabelledEnum
from beraad.jobs.models import JobId
from beraad.mail.models import OutboxMessage, OutboxMessageId
from beraad.orm import Model, Moment, choice, now
from beraad.telling.ways import ContactBy
from beraad.web.visitor import AccountId

MessageId = NewType("MessageId", int)
BundleId = NewType("BundleId", int)
RecipientId = NewType("RecipientId", int)


class MessageState(LabelledEnum):
    """How far a message is."""

    DRAFT = "concept", _l("Concept"), "warning"
    SENDING = "wordt_verstuurd", _l("Wordt verstuurd"), "info"
    SENT = "verstuurd", _l("Verstuurd"), "success"


class BundleState(LabelledEnum):
    """Where a bundle is."""

    WAITING = "wacht", _l("Wacht op het moment van versturen")
    QUEUED = "in_postvak", _l("In het postvak uit")
    BY_HAND = "met_de_hand", _l("Nog te doen")
    DONE = "gedaan", _l("Gedaan")
    UNREACHABLE = "onbereikbaar", _l("Niet te bereiken")


class Message(Model):
    """Something that people get to hear: written by somebody, or the words of an event."""

    __tablename__ = "message"

    id: Mapped[MessageId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    #: code of who gets it, see `audiences`; empty when the people were named one by one
    audience: Mapped[str] = mapped_column(String(60), default="")
    #: what happened, as `meeting-3-moved-2`; occurs once. None for what somebody wrote
    occasion: Mapped[str | None] = mapped_column(String(120), unique=True)
    subject: Mapped[str] = mapped_column(String(200))
    #: the text, with `{naam}`, `{kenmerk}` and `{burgerberaad}` where they differ from person to person
    body: Mapped[str] = mapped_column(Text)
    #: the words of an event in other languages: code → [subject, body]
    translations: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    #: goes at once, by itself, also to who heard something today already
    is_urgent: Mapped[bool] = mapped_column(default=False)
    state: Mapped[MessageState] = mapped_column(choice(MessageState), default=MessageState.DRAFT)
    #: who wrote it last; somebody else looks it over and has it sent
    written_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    #: number of the job that sends it
    job_id: Mapped[JobId | None]
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    #: when somebody looked it over and had it sent, or the event happened
    sent_at: Mapped[datetime | None] = mapped_column(Moment)

    assembly: Mapped[Assembly] = relationship()

    __table_args__ = (
        CheckConstraint("(state = 'concept') = (sent_at IS NULL)", name="sent_at_a_moment"),
        CheckConstraint("audience <> '' OR occasion IS NOT NULL", name="audience_or_event"),
    )


class Bundle(Model):
    """What one person gets at once: all of a day, or one message that is urgent."""

    __tablename__ = "message_bundle"

    id: Mapped[BundleId] = mapped_column(primary_key=True)
    #: None for somebody who has an account alone, and may hear from several burgerberaden
    assembly_id: Mapped[AssemblyId | None] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    account_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    #: the day for which it is, in the Netherlands
    day: Mapped[date]
    #: empty for the bundle of the day; else the urgent message, as `message-12`
    urgency: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[BundleState] = mapped_column(choice(BundleState), default=BundleState.WAITING)
    #: not to leave before this moment
    due_at: Mapped[datetime] = mapped_column(Moment)
    #: how it went; None before that, and when there is no way to reach this person
    way: Mapped[ContactBy | None] = mapped_column(choice(ContactBy))
    #: when it was put in the outbox or on a list
    left_at: Mapped[datetime | None] = mapped_column(Moment)
    outbox_message_id: Mapped[OutboxMessageId | None] = mapped_column(
        ForeignKey("outbox_message.id", ondelete="SET NULL"), index=True
    )
    #: when the letter was posted or the call was made
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    done_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    outbox_message: Mapped[OutboxMessage | None] = relationship()

    __table_args__ = (
        Index("ix_message_bundle_state_due_at", "state", "due_at"),
        UniqueConstraint("registration_id", "day", "urgency"),
        UniqueConstraint("account_id", "day", "urgency"),
        CheckConstraint("(registration_id IS NULL) <> (account_id IS NULL)", name="one_person"),
        CheckConstraint("(state = 'wacht') = (left_at IS NULL)", name="left_at_a_moment"),
        CheckConstraint("(state = 'gedaan') = (done_at IS NOT NULL)", name="done_at_a_moment"),
    )


class Recipient(Model):
    """One person whom a message is for; nobody twice."""

    __tablename__ = "message_recipient"

    id: Mapped[RecipientId] = mapped_column(primary_key=True)
    message_id: Mapped[MessageId] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    #: None until it is put in one
    bundle_id: Mapped[BundleId | None] = mapped_column(ForeignKey("message_bundle.id", ondelete="CASCADE"), index=True)

    message: Mapped[Message] = relationship()
    bundle: Mapped[Bundle | None] = relationship()

    __table_args__ = (
        UniqueConstraint("message_id", "registration_id"),
        UniqueConstraint("message_id", "account_id"),
        CheckConstraint("(registration_id IS NULL) <> (account_id IS NULL)", name="one_person"),
    )
