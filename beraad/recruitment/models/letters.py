"""What the organiser chooses about the letters of a burgerberaad: their words and their form."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beraad.assemblies.models import AssemblyId
from beraad.choices import LabelledEnum
from beraad.orm import Model, Moment, choice, now
from beraad.web.visitor import AccountId


class LetterKind(LabelledEnum):
    """What a letter is for; each kind has words of its own."""

    FIRST = "eerste", _l("Eerste brief")
    REMINDER = "herinnering", _l("Herinnering")
    EXTRA = "extra", _l("Brief van een extra ronde")


class LetterText(Model):
    """The words of a kind of letter in a language, where the organiser wrote other ones than ours."""

    __tablename__ = "letter_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    kind: Mapped[LetterKind] = mapped_column(choice(LetterKind))
    #: code of the language, a key of `letter_texts.LETTER_LANGUAGES`
    language: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(200))
    #: see `letter_words` for headings, lists and placeholders
    body: Mapped[str] = mapped_column(Text)
    edited_at: Mapped[datetime] = mapped_column(Moment, default=now)
    edited_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    __table_args__ = (UniqueConstraint("assembly_id", "kind", "language"),)


class LetterForm(Model):
    """How the letters of a burgerberaad look."""

    __tablename__ = "letter_form"

    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    #: in large print
    large: Mapped[bool] = mapped_column(default=False)
    #: language of the page behind the Dutch letter; empty for none
    second_language: Mapped[str] = mapped_column(String(8), default="")
    #: where paper sign-ups are sent: who, street and number or `Antwoordnummer 100`, postcode, place; empty until known
    return_name: Mapped[str] = mapped_column(String(100), default="")
    return_line: Mapped[str] = mapped_column(String(100), default="")
    return_postcode: Mapped[str] = mapped_column(String(10), default="")
    return_place: Mapped[str] = mapped_column(String(100), default="")
    #: who signs: name and function; and the signature, as an SVG that holds the picture. Empty until known
    signed_by: Mapped[str] = mapped_column(String(100), default="")
    signed_as: Mapped[str] = mapped_column(String(100), default="")
    signature: Mapped[str] = mapped_column(Text, default="")
    #: where the addresses come from, and on what ground they may be used; our own words when empty
    address_source: Mapped[str] = mapped_column(String(200), default="")
    ground: Mapped[str] = mapped_column(String(200), default="")
    #: how the data protection officer can be reached
    privacy_contact: Mapped[str] = mapped_column(String(200), default="")
