"""The outlook of a pool when it was last computed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from beraad.assemblies.models import AssemblyId
from beraad.orm import Model, Moment, now


class PoolOutlook(Model):
    """The outlook of a pool when it was last computed; one row for each burgerberaad."""

    __tablename__ = "pool_outlook"

    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    #: number of people who were signed up at that moment
    people: Mapped[int]
    #: an `Outlook` of the engine as JSON; see `lottery.engine.restored_outlook`
    found: Mapped[dict[str, Any]] = mapped_column(JSON)
    computed_at: Mapped[datetime] = mapped_column(Moment, default=now)
