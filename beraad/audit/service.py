"""Adding to the chain, and checking that nobody changed it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from sqlalchemy import insert, inspect, select
from sqlalchemy.orm import DeclarativeBase

from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.orm import now
from beraad.web import edge, visitor

FIRST = "0" * 64
#: the chain grows by one event at a time, whoever writes
CHAIN_LOCK = 7_364_201
EVENTS = AuditEvent.__table__
LAST = select(EVENTS.c.id, EVENTS.c.hash).order_by(EVENTS.c.id.desc()).limit(1)
ADDED = insert(EVENTS)


def record(
    action: str,
    subject: DeclarativeBase | str = "",
    *,
    assembly_id: int | None = None,
    actor_id: int | None = None,
    **details: Any,
) -> None:
    """Append one event in the current transaction.

    `action` is "<room>.<what happened>". `subject` is the row that it is about, or `subject_of` a row that is gone.
    `actor_id` defaults to the account that is signed in. `details` are numbers, codes and states.
    """
    edge.one_at_a_time(CHAIN_LOCK)
    db.session.flush()
    last = db.session.execute(LAST).first()
    event = {
        "id": last.id + 1 if last else 1,
        "at": now(),
        "actor_id": actor_id if actor_id is not None else visitor.account_number(),
        "assembly_id": assembly_id,
        "action": action,
        "subject": subject if isinstance(subject, str) else subject_of(type(subject), inspect(subject).identity[0]),
        "details": details,
        "previous_hash": last.hash if last else FIRST,
    }
    db.session.execute(ADDED, {**event, "hash": fingerprint(event)})


def subject_of(model: type[DeclarativeBase], row_id: int) -> str:
    """How the log names a row: its table and its key, such as "registration:12". The one place that spells it."""
    return f"{model.__tablename__}:{row_id}"


def fingerprint(event: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over the canonical JSON of an event (column → value), its own hash left out."""
    content = {
        "id": event["id"],
        "at": event["at"].isoformat(timespec="microseconds"),
        "actor": event["actor_id"],
        "assembly": event["assembly_id"],
        "action": event["action"],
        "subject": event["subject"],
        "details": event["details"],
        "previous": event["previous_hash"],
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def first_broken() -> int | None:
    """The number of the first event that doesn't fit the chain; None when the whole chain holds."""
    previous, expected_id = FIRST, 1
    chain = select(EVENTS).order_by(EVENTS.c.id).execution_options(yield_per=500)
    with closing(db.session.execute(chain).mappings()) as events:
        for event in events:
            follows = event["id"] == expected_id and event["previous_hash"] == previous
            if not follows or event["hash"] != fingerprint(event):
                return expected_id
            previous, expected_id = event["hash"], expected_id + 1
    return None
