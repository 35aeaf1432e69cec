"""What pages ask about the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from beraad.audit.models import AuditEvent
from beraad.web.paging import Page, paged


@dataclass(frozen=True)
class EventRow:
    """An event as the log lists it; `actor_id` is the number of an account, or None."""

    id: int
    at: datetime
    actor_id: int | None
    action: str
    subject: str
    details: Mapping[str, Any]


def events(assembly_id: int | None, page: int = 1) -> Page[EventRow]:
    """The events of a burgerberaad (with None: those of the site itself), the newest first."""
    columns = [getattr(AuditEvent, name) for name in EventRow.__dataclass_fields__]
    of_it = AuditEvent.assembly_id.is_(None) if assembly_id is None else AuditEvent.assembly_id == assembly_id
    chosen = select(*columns).where(of_it).order_by(AuditEvent.id.desc())
    return paged(chosen, page, lambda row: EventRow(*row))
