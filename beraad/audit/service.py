"""The one verb of the log, `record`, and the check that nobody changed the chain of events."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from sqlalchemy import RowMapping, insert, inspect, select
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

    `action` is "<room>.<what happened>", with the name of the top-level room. `subject` is the row that it is about,
    or `subject_of` a row that is gone. `actor_id` defaults to the account that is signed in. `details` are numbers,
    codes and states.
    """
    edge.one_at_a_time(CHAIN_LOCK)
    db.session.flush()
    last = db.session.execute(LAST).first()
    event = {
        "id": last.id + 1 if last else 1,
        "happened_at": now(),
        "actor_id": actor_id if actor_id is not None else visitor.current_account_id(),
        "assembly_id": assembly_id,
        "action": action,
        "subject": subject if isinstance(subject, str) else subject_of_row(subject),
        "details": details,
        "previous_hash": last.hash if last else FIRST,
    }
    db.session.execute(ADDED, {**event, "hash": event_hash(event)})


def subject_of(model: type[DeclarativeBase], *key: object) -> str:
    """How the log names a row: its table and its key, such as "registration:12" or "question_version:3/2".

    This is the one place that spells it.
    """
    return f"{model.__tablename__}:{'/'.join(map(str, key))}"


def subject_of_row(row: DeclarativeBase) -> str:
    """How the log names `row`, which has been flushed."""
    key = inspect(row).identity
    assert key is not None, "a row has a key once it is flushed"
    return subject_of(type(row), *key)


def event_hash(event: Mapping[str, Any] | RowMapping) -> str:
    """Returns SHA-256 (hex) over the canonical JSON of an event (column → value) without its own hash."""
    content = {
        "id": event["id"],
        "at": event["happened_at"].isoformat(timespec="microseconds"),
        "actor": event["actor_id"],
        "assembly": event["assembly_id"],
        "action": event["action"],
        "subject": event["subject"],
        "details": event["details"],
        "previous": event["previous_hash"],
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def first_broken_event() -> int | None:
    """Returns the number of the first event that does not fit the chain, or None if the whole chain holds."""
    previous, expected_id = FIRST, 1
    chain = select(EVENTS).order_by(EVENTS.c.id).execution_options(yield_per=500)
    with closing(db.session.execute(chain).mappings()) as events:
        for event in events:
            follows = event["id"] == expected_id and event["previous_hash"] == previous
            if not follows or event["hash"] != event_hash(event):
                return expected_id
            previous, expected_id = event["hash"], expected_id + 1
    return None
