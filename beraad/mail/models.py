"""One table: the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from beraad.choices import LabelledEnum
from beraad.orm import Model, Moment, choice, now

OutboxMessageId = NewType("OutboxMessageId", int)


class MailState(LabelledEnum):
    """Where a message is."""

    QUEUED = "wacht", _l("Wacht"), "info"
    SENDING = "onderweg", _l("Onderweg"), "info"
    SENT = "verstuurd", _l("Verstuurd"), "success"
    FAILED = "mislukt", _l("Mislukt"), "error"
    UNCERTAIN = "onzeker", _l("Onzeker of het verstuurd is"), "warning"


#: a message in one of these states has not been offered to anybody
UNSENT = frozenset({MailState.QUEUED})


class MessageKind(LabelledEnum):
    """How a message travels."""

    EMAIL = "e-mail", _l("E-mail")
    TEXT = "sms", _l("Sms")


class Delivery(LabelledEnum):
    """What the carrying service reported about the arrival of a message."""

    DELIVERED = "afgeleverd", _l("Afgeleverd"), "success"
    REFUSED = "geweigerd", _l("Niet afgeleverd: dit adres of nummer bestaat niet of weigert"), "error"
    UNREACHED = "niet_bereikt", _l("Niet afgeleverd: de ontvanger was niet bereikbaar"), "warning"
    BROKEN = "storing", _l("Niet afgeleverd: er was een storing"), "error"


class OutboxMessage(Model):
    """One e-mail or text message to one person."""

    __tablename__ = "outbox_message"

    id: Mapped[OutboxMessageId] = mapped_column(primary_key=True)
    #: says what the mail is about and occurs once, as `invitation-12`; no personal data
    reference: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[MessageKind] = mapped_column(choice(MessageKind), default=MessageKind.EMAIL)
    #: e-mail address or telephone number; empty once it has been wiped
    recipient: Mapped[str] = mapped_column(String(254), index=True)
    #: empty once it has been wiped
    subject: Mapped[str] = mapped_column(String(300))
    #: the text, sealed for `mail:<reference>`; empty once it has been wiped
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[MailState] = mapped_column(choice(MailState), default=MailState.QUEUED, index=True)
    #: how often it was offered to the mail server
    attempts: Mapped[int] = mapped_column(default=0)
    #: code of why it failed or has to wait
    error_code: Mapped[str] = mapped_column(String(80), default="")
    #: number of the burgerberaad it belongs to
    assembly_id: Mapped[int | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    #: what the mail server or service calls the message: proof that it went there
    transport_reference: Mapped[str] = mapped_column(String(200), default="")
    #: the last report about its arrival, and the moment that it is about
    delivery: Mapped[Delivery | None] = mapped_column(choice(Delivery))
    delivery_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        CheckConstraint("(state = 'verstuurd') = (sent_at IS NOT NULL)", name="sent_has_moment"),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        CheckConstraint("(delivery IS NULL) = (delivery_at IS NULL)", name="delivery_has_moment"),
    )
