"""What pages ask about the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from beraad.extensions import db
from beraad.mail.models import MailState, OutboxMessage
from beraad.web.paging import Page, paged


@dataclass(frozen=True)
class OutboxRow:
    """A message as the outbox lists it; recipient and subject are empty once they have been wiped."""

    id: int
    reference: str
    recipient: str
    subject: str
    state: MailState
    attempts: int
    error_code: str
    created_at: datetime
    sent_at: datetime | None


def outbox(assembly_id: int, page: int = 1, state: MailState | None = None) -> Page[OutboxRow]:
    """The messages of a burgerberaad, the newest first."""
    columns = [getattr(OutboxMessage, name) for name in OutboxRow.__dataclass_fields__]
    chosen = select(*columns).where(OutboxMessage.assembly_id == assembly_id)
    if state is not None:
        chosen = chosen.where(OutboxMessage.state == state)
    return paged(chosen.order_by(OutboxMessage.id.desc()), page, lambda row: OutboxRow(*row))


def counts(assembly_id: int) -> dict[MailState, int]:
    """How many messages of a burgerberaad are in each state; states without any are left out."""
    counted = select(OutboxMessage.state, func.count()).where(OutboxMessage.assembly_id == assembly_id)
    return {row[0]: row[1] for row in db.session.execute(counted.group_by(OutboxMessage.state))}
