"""One table: the chain of events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from beraad.orm import Model, Moment
from beraad.web.visitor import AccountId


class AuditEvent(Model):
    """Something that changed. Rows are added, never altered; each carries the hash of the one before."""

    __tablename__ = "audit_event"

    #: place in the chain, from 1 without gaps
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    happened_at: Mapped[datetime] = mapped_column(Moment)
    #: number of the account that did it; empty for the public, a command or a job
    actor_id: Mapped[AccountId | None]
    #: number of the burgerberaad it belongs to; empty for the site itself
    assembly_id: Mapped[int | None] = mapped_column(index=True)
    #: what happened, as `domain.verb_done`
    action: Mapped[str] = mapped_column(String(80), index=True)
    #: table and number of the row it happened to, as `recommendation:12`
    subject: Mapped[str] = mapped_column(String(80), default="")
    #: particulars: numbers, codes and states; never names, addresses or free text of people
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: hash of the event before (64 zeros for the first)
    previous_hash: Mapped[str] = mapped_column(String(64))
    #: SHA-256 over the canonical JSON of all the above
    hash: Mapped[str] = mapped_column(String(64), unique=True)
