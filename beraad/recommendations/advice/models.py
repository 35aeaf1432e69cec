"""The advice as one document."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NewType

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from beraad.assemblies.models import AssemblyId
from beraad.lottery.models import refuse_change
from beraad.orm import Model, Moment, now

AdviceReportId = NewType("AdviceReportId", int)


class AdviceReport(Model):
    """The words of the whole advice, as the panel is asked to sign them off. Added, never altered."""

    __tablename__ = "advice_report"

    id: Mapped[AdviceReportId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: 1 for the first
    version: Mapped[int]
    #: see `composing.content`
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: SHA-256 of `content` as canonical JSON, in hex: what the panel votes on
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)

    __table_args__ = (UniqueConstraint("assembly_id", "version"),)


event.listen(AdviceReport, "before_update", refuse_change)
