"""What pages show of the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import DeclarativeBase

from beraad.audit.models import AuditEvent
from beraad.audit.service import subject_of_row
from beraad.extensions import db
from beraad.web.visitor import AccountId


@dataclass(frozen=True)
class EventRow:
    """An event as the log lists it. `actor_id` is the key of an account; None for the public, a command or a job."""

    id: int
    happened_at: datetime
    actor_id: AccountId | None
    action: str
    subject: str
    details: Mapping[str, Any]


def last_change(row: DeclarativeBase) -> EventRow | None:
    """Returns the newest event about `row`, or None."""
    columns = [getattr(AuditEvent, field.name) for field in fields(EventRow)]
    about = select(*columns).where(AuditEvent.subject == subject_of_row(row))
    found = db.session.execute(about.order_by(AuditEvent.id.desc()).limit(1)).first()
    return EventRow(*found) if found else None


def last_details(row: DeclarativeBase, action: str) -> Mapping[str, Any]:
    """Returns the particulars of the newest event of this kind about `row`; none if there is no such event."""
    about = select(AuditEvent.details).where(AuditEvent.subject == subject_of_row(row), AuditEvent.action == action)
    details: Mapping[str, Any] | None = db.session.scalar(about.order_by(AuditEvent.id.desc()).limit(1))
    return details or {}


def events(assembly_id: int | None) -> Select[Any]:
    """Asks for the events of a burgerberaad, or with None for those of the site itself, as values of `EventRow`."""
    columns = [getattr(AuditEvent, field.name) for field in fields(EventRow)]
    belongs = AuditEvent.assembly_id.is_(None) if assembly_id is None else AuditEvent.assembly_id == assembly_id
    return select(*columns).where(belongs)
