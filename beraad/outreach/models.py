"""Interests, the voice that each has, and the contacts that were made with people."""

from __future__ import annotations

import enum
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.orm import Model, choice


class Means(enum.StrEnum):
    """How an interest comes to the table."""

    SEAT = "zetel"
    SPEAKER = "spreker"
    DOCUMENT = "stuk"
    TALK = "gesprek"

    @property
    def label(self) -> str:
        return str(MEANS_LABELS[self])


MEANS_LABELS = {
    Means.SEAT: _l("Zetel"),
    Means.SPEAKER: _l("Spreker"),
    Means.DOCUMENT: _l("Stuk"),
    Means.TALK: _l("Apart gesprek"),
}


class Way(enum.StrEnum):
    """How people were met."""

    LIVE = "live"
    ONLINE = "online"
    WRITTEN = "schriftelijk"

    @property
    def label(self) -> str:
        return str(WAY_LABELS[self])


WAY_LABELS = {Way.LIVE: _l("Live"), Way.ONLINE: _l("Online"), Way.WRITTEN: _l("Op papier")}


class Interest(Model):
    """A group of people, or a cause, that the question touches."""

    __tablename__ = "interest"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
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

    interest_id: Mapped[int] = mapped_column(ForeignKey("interest.id", ondelete="CASCADE"), primary_key=True)
    means: Mapped[Means] = mapped_column(choice(Means), primary_key=True)
    #: which seat, speaker, document or talk
    text: Mapped[str] = mapped_column(String(300))


class Contact(Model):
    """Something that was done to reach people, and what came of it."""

    __tablename__ = "outreach_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    #: the interest it was for; empty when it was for everyone
    interest_id: Mapped[int | None] = mapped_column(ForeignKey("interest.id", ondelete="SET NULL"), index=True)
    on: Mapped[date]
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
