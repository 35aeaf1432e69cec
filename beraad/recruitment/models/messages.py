"""Messages to people who signed up, each by the way that person chose."""

from __future__ import annotations

from datetime import datetime
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import AssemblyId
from beraad.choices import LabelledEnum
from beraad.orm import Model, Moment, choice, now
from beraad.recruitment.models.registration import ContactBy, Registration, RegistrationId
from beraad.web.visitor import AccountId

MessageId = NewType("MessageId", int)
DeliveryId = NewType("DeliveryId", int)


class MessageState(LabelledEnum):
    """How far a message is."""

    DRAFT = "concept", _l("Concept")
    SENDING = "wordt_verstuurd", _l("Wordt verstuurd")
    SENT = "verstuurd", _l("Verstuurd")


class Message(Model):
    """Something that everyone who is signed up gets to hear."""

    __tablename__ = "recruitment_message"

    id: Mapped[MessageId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    #: the text, with `{naam}`, `{kenmerk}` and `{burgerberaad}` where they differ from person to person
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[MessageState] = mapped_column(choice(MessageState), default=MessageState.DRAFT)
    #: who wrote it last; somebody else looks it over and has it sent
    written_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    #: number of the job that sends it
    job_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    #: when somebody looked it over and had it sent
    sent_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (CheckConstraint("(state = 'concept') = (sent_at IS NULL)", name="sent_at_a_moment"),)


class Delivery(Model):
    """A message to one person. Mail is done by the outbox; letters and calls are ticked off by somebody."""

    __tablename__ = "recruitment_delivery"

    id: Mapped[DeliveryId] = mapped_column(primary_key=True)
    message_id: Mapped[MessageId] = mapped_column(ForeignKey("recruitment_message.id", ondelete="CASCADE"))
    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    #: the way this person chose, as it was at the time
    contact_by: Mapped[ContactBy] = mapped_column(choice(ContactBy))
    #: when the letter was posted or the call was made; for mail, when it was put in the outbox
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    done_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    message: Mapped[Message] = relationship()
    registration: Mapped[Registration] = relationship()

    __table_args__ = (UniqueConstraint("message_id", "registration_id"),)
