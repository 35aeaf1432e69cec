"""Interests, the voice that each has, and the contacts that were made with people."""

from __future__ import annotations

from datetime import date
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import AssemblyId
from beraad.choices import LabelledEnum
from beraad.orm import Model, choice

InterestId = NewType("InterestId", int)
ContactId = NewType("ContactId", int)


class Means(LabelledEnum):
    """How an interest comes to the table."""

    SEAT = "zetel", _l("Zetel")
    SPEAKER = "spreker", _l("Spreker")
    DOCUMENT = "stuk", _l("Stuk")
    TALK = "gesprek", _l("Apart gesprek")


class Way(LabelledEnum):
    """How people were met."""

    LIVE = "live", _l("Live")
    ONLINE = "online", _l("Online")
    WRITTEN = "schriftelijk", _l("Op papier")


class Interest(Model):
    """A group of people, or a cause, that the question touches."""

    __tablename__ = "interest"

    id: Mapped[InterestId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: a group or a cause, such as "huurders" or "natuur"; never the name of a person
    name: Mapped[str] = mapped_column(String(120))
    #: what is at stake for them
    stake: Mapped[str] = mapped_column(Text, default="")
    #: whether an organisation speaks for them; those without one are missed most easily
    is_organised: Mapped[bool]

    voices: Mapped[list[Voice]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    __table_args__ = (UniqueConstraint("assembly_id", "name"),)


class Voice(Model):
    """One way in which an interest is heard. A way that is empty has no row."""

    __tablename__ = "interest_voice"

    interest_id: Mapped[InterestId] = mapped_column(ForeignKey("interest.id", ondelete="CASCADE"), primary_key=True)
    means: Mapped[Means] = mapped_column(choice(Means), primary_key=True)
    #: which seat, speaker, document or talk
    text: Mapped[str] = mapped_column(String(300))


class Contact(Model):
    """Something that was done to reach people, and what came of it. Kept when its interest is taken off the map."""

    __tablename__ = "outreach_contact"

    id: Mapped[ContactId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    #: the interest it was for; empty when it was for everyone
    interest_id: Mapped[InterestId | None] = mapped_column(ForeignKey("interest.id", ondelete="SET NULL"), index=True)
    #: day on which it was done
    done_on: Mapped[date] = mapped_column("on")
    way: Mapped[Way] = mapped_column(choice(Way))
    #: what was done
    text: Mapped[str] = mapped_column(String(300))
    #: how many people were invited, and how many took part
    invited: Mapped[int | None]
    reached: Mapped[int]
    #: what they brought in, for the panel to read
    heard: Mapped[str] = mapped_column(Text, default="")

    interest: Mapped[Interest | None] = relationship()

    __table_args__ = (
        CheckConstraint("reached >= 0", name="reached_not_negative"),
        CheckConstraint("invited IS NULL OR invited >= reached", name="invited_at_least_reached"),
    )
