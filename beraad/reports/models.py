"""What the griffie writes in the letter to the council about who took part."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from beraad.assemblies.models import AssemblyId
from beraad.orm import Model, Moment, now
from beraad.web.visitor import AccountId


class CouncilLetter(Model):
    """The words of the letter; the figures come from the moment at which it is made."""

    __tablename__ = "council_letter"

    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    #: who was not heard, or too little, and why; a letter without it is not made
    unheard: Mapped[str] = mapped_column(Text)
    #: what was done about that, or will be
    measures: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime] = mapped_column(Moment, default=now)
    written_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    __table_args__ = (CheckConstraint("unheard <> ''", name="says_who_was_not_heard"),)
