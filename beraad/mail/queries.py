"""What pages ask about the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import abort
from sqlalchemy import func, or_, select

from beraad.extensions import db
from beraad.mail.models import Delivery, MailState, MessageKind, OutboxMessage
from beraad.web import sealing
from beraad.web.paging import Page, paged


@dataclass(frozen=True)
class OutboxRow:
    """A message as the outbox lists it; recipient and subject are empty once they have been wiped."""

    id: int
    reference: str
    kind: MessageKind
    recipient: str
    subject: str
    state: MailState
    attempts: int
    error_code: str
    created_at: datetime
    sent_at: datetime | None
    transport_reference: str
    delivery: Delivery | None
    delivery_at: datetime | None

    @property
    def may_be_sent_again(self) -> bool:
        """It failed or may not have been sent, and has not been wiped."""
        return self.state in (MailState.FAILED, MailState.UNCERTAIN) and self.recipient != ""


def outbox(assembly_id: int, page: int = 1, state: MailState | None = None, words: str = "") -> Page[OutboxRow]:
    """The messages of a burgerberaad, the newest first; `words` are looked for in recipient and subject."""
    columns = [getattr(OutboxMessage, name) for name in OutboxRow.__dataclass_fields__]
    messages = select(*columns).where(OutboxMessage.assembly_id == assembly_id)
    if state is not None:
        messages = messages.where(OutboxMessage.state == state)
    for word in words.lower().split():
        searched = (OutboxMessage.recipient, OutboxMessage.subject)
        messages = messages.where(or_(*(func.lower(column).contains(word, autoescape=True) for column in searched)))
    return paged(messages.order_by(OutboxMessage.id.desc()), page, lambda row: OutboxRow(*row))


def counts(assembly_id: int) -> dict[MailState, int]:
    """How many messages of a burgerberaad are in each state; states without any are left out."""
    counted = select(OutboxMessage.state, func.count()).where(OutboxMessage.assembly_id == assembly_id)
    return {row[0]: row[1] for row in db.session.execute(counted.group_by(OutboxMessage.state))}


def message(assembly_id: int, number: int) -> OutboxMessage:
    """Returns the message, or 404."""
    message = db.session.get(OutboxMessage, number)
    if message is None or message.assembly_id != assembly_id:
        abort(404)
    return message


def row(message: OutboxMessage) -> OutboxRow:
    """The message as the list shows it."""
    return OutboxRow(**{name: getattr(message, name) for name in OutboxRow.__dataclass_fields__})


def text(message: OutboxMessage) -> str:
    """What the message says; empty once it has been wiped."""
    return sealing.unseal(message.sealed_body, f"mail:{message.reference}") if message.sealed_body else ""
