"""What pages ask about the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort
from sqlalchemy import Select, func, select

from beraad.extensions import db
from beraad.mail.models import Delivery, MailState, MessageKind, OutboxMessage
from beraad.web import sealing


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


def outbox(assembly_id: int) -> Select[Any]:
    """Asks for the messages of a burgerberaad, as values of `OutboxRow`."""
    columns = [getattr(OutboxMessage, name) for name in OutboxRow.__dataclass_fields__]
    return select(*columns).where(OutboxMessage.assembly_id == assembly_id)


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
