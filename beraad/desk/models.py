"""Since when something waits, and what people were told of it."""

from __future__ import annotations

from datetime import datetime
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beraad.assemblies.models import AssemblyId
from beraad.choices import LabelledEnum
from beraad.orm import Model, Moment, choice, now

SpellId = NewType("SpellId", int)


class Stage(LabelledEnum):
    """What was last told of something that waits."""

    NOTHING = "niets", _l("Nog niets verteld")
    STARTED = "begonnen", _l("Verteld dat het wacht")
    NEAR = "bijna", _l("Verteld dat de termijn bijna voorbij is")
    LATE = "te_laat", _l("Verteld dat het te laat is")

    @property
    def place(self) -> int:
        """Its place in the order in which people are told."""
        return list(Stage).index(self)


class Spell(Model):
    """A time during which one thing waits without a break; the row goes when it no longer does."""

    __tablename__ = "waiting_spell"

    id: Mapped[SpellId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: code of the kind and key of the row, as in `Waiting.key`
    key: Mapped[str] = mapped_column(String(120))
    #: when it was first seen
    seen_at: Mapped[datetime] = mapped_column(Moment, default=now)
    told: Mapped[Stage] = mapped_column(choice(Stage), default=Stage.NOTHING)

    __table_args__ = (UniqueConstraint("assembly_id", "key"),)
