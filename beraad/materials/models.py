"""Documents, their versions, and what the panel asked for."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.materials.errors import VersionFixedError
from beraad.orm import Model, Moment, choice, now


class Kind(enum.StrEnum):
    """What sort of document it is."""

    EXPLANATION = "uitleg"
    RESEARCH = "onderzoek"
    DECISION = "besluit"
    OPINION = "standpunt"
    SLIDES = "presentatie"
    REPORT = "verslag"
    OTHER = "anders"

    @property
    def label(self) -> str:
        return str(KIND_LABELS[self])


KIND_LABELS = {
    Kind.EXPLANATION: _l("Uitleg"),
    Kind.RESEARCH: _l("Onderzoek"),
    Kind.DECISION: _l("Besluit"),
    Kind.OPINION: _l("Standpunt"),
    Kind.SLIDES: _l("Presentatie"),
    Kind.REPORT: _l("Verslag"),
    Kind.OTHER: _l("Iets anders"),
}


class Stance(enum.StrEnum):
    """On which side of the matter a document stands, so that the balance can be seen."""

    FOR = "voor"
    NEUTRAL = "neutraal"
    AGAINST = "tegen"

    @property
    def label(self) -> str:
        return str(STANCE_LABELS[self])


STANCE_LABELS = {
    Stance.FOR: _l("Voor"),
    Stance.NEUTRAL: _l("Neutraal"),
    Stance.AGAINST: _l("Tegen"),
}


class Readers(enum.StrEnum):
    """Who may read a document once it is published."""

    PANEL = "paneel"
    PUBLIC = "openbaar"

    @property
    def label(self) -> str:
        return str(READERS_LABELS[self])


READERS_LABELS = {
    Readers.PANEL: _l("Alleen het panel"),
    Readers.PUBLIC: _l("Iedereen"),
}


class Language(enum.StrEnum):
    """Languages in which documents are given, by their ISO 639 code."""

    DUTCH = "nl"
    ENGLISH = "en"
    GERMAN = "de"
    FRISIAN = "fy"
    LOW_SAXON = "nds"
    ARABIC = "ar"
    TURKISH = "tr"
    POLISH = "pl"
    UKRAINIAN = "uk"
    TIGRINYA = "ti"

    @property
    def label(self) -> str:
        return str(LANGUAGE_LABELS[self])


LANGUAGE_LABELS = {
    Language.DUTCH: _l("Nederlands"),
    Language.ENGLISH: _l("Engels"),
    Language.GERMAN: _l("Duits"),
    Language.FRISIAN: _l("Fries"),
    Language.LOW_SAXON: _l("Nedersaksisch"),
    Language.ARABIC: _l("Arabisch"),
    Language.TURKISH: _l("Turks"),
    Language.POLISH: _l("Pools"),
    Language.UKRAINIAN: _l("Oekraïens"),
    Language.TIGRINYA: _l("Tigrinya"),
}


class Document(Model):
    """Something to read. What it says is in its versions; readers see the latest published one."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    #: the meeting for which it is read, if there is one
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    #: one or two sentences on what is in it
    summary: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[Kind] = mapped_column(choice(Kind))
    #: subject under which the panel finds it
    theme: Mapped[str] = mapped_column(String(120), default="")
    #: was there before the first meeting: an earlier study, decision or opinion ("voorwerk")
    is_groundwork: Mapped[bool] = mapped_column(default=False)
    language: Mapped[Language] = mapped_column(choice(Language), default=Language.DUTCH)
    #: the document of which this is a translation or a version in plain words
    original_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"), index=True)
    #: written in plain words
    is_plain: Mapped[bool] = mapped_column(default=False)
    #: who wrote it or where it comes from
    source: Mapped[str] = mapped_column(String(200), default="")
    stance: Mapped[Stance | None] = mapped_column(choice(Stance))
    #: sorts the documents of a meeting or theme; the lowest first
    position: Mapped[int] = mapped_column(default=0)
    readers: Mapped[Readers] = mapped_column(choice(Readers), default=Readers.PANEL)
    #: taken back: readers no longer see it, staff do
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    versions: Mapped[list[Version]] = relationship(
        back_populates="document", order_by="Version.number", cascade="all, delete-orphan"
    )

    __table_args__ = (CheckConstraint("original_id IS NULL OR original_id <> id", name="not_its_own_original"),)


class Version(Model):
    """What a document says. Rows are added; text and file never change afterwards."""

    __tablename__ = "document_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    #: 1 for the first
    number: Mapped[int]
    #: Markdown; empty when there is only a file
    text: Mapped[str] = mapped_column(Text, default="")
    #: SHA-256 (hex) over the text as UTF-8
    text_sha256: Mapped[str] = mapped_column(String(64))
    #: SHA-256 (hex) of the file, and its place among the uploads; empty when there is only text
    file_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    #: kind of file, one of the names in `web.uploads`
    file_kind: Mapped[str | None] = mapped_column(String(20))
    #: size of the file in bytes
    file_size: Mapped[int | None]
    #: what changed since the version before, in the words of the maker
    note: Mapped[str] = mapped_column(String(300), default="")
    #: the account that made it; empty once that account is gone
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    #: since when readers may see it; empty for a draft
    published_at: Mapped[datetime | None] = mapped_column(Moment)

    document: Mapped[Document] = relationship(back_populates="versions")

    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("text <> '' OR file_sha256 IS NOT NULL", name="text_or_file"),
        CheckConstraint("(file_sha256 IS NULL) = (file_kind IS NULL)", name="file_with_kind"),
        CheckConstraint("(file_sha256 IS NULL) = (file_size IS NULL)", name="file_with_size"),
    )


#: what of a version never changes
SAID = ("document_id", "number", "text", "text_sha256", "file_sha256", "file_kind", "file_size", "note", "made_at")


def keep_what_was_said(_mapper: Any, _connection: Any, version: Version) -> None:
    """Refuse a change to what a version says: there is a next version for that."""
    changed = [name for name in SAID if inspect(version).attrs[name].history.has_changes()]
    if changed:
        raise VersionFixedError(", ".join(changed))


event.listen(Version, "before_update", keep_what_was_said)


class RequestKind(enum.StrEnum):
    """What a panellist asks for."""

    FACT = "feit"
    EXPERT = "deskundige"
    VISIT = "werkbezoek"

    @property
    def label(self) -> str:
        return str(REQUEST_KIND_LABELS[self])


REQUEST_KIND_LABELS = {
    RequestKind.FACT: _l("Een feit of uitleg"),
    RequestKind.EXPERT: _l("Een gesprek met een deskundige"),
    RequestKind.VISIT: _l("Een werkbezoek"),
}


class RequestStatus(enum.StrEnum):
    """How far a request is."""

    OPEN = "nieuw"
    ASSIGNED = "in_behandeling"
    ANSWERED = "beantwoord"
    REFUSED = "nee"

    @property
    def label(self) -> str:
        return str(REQUEST_STATUS_LABELS[self])


REQUEST_STATUS_LABELS = {
    RequestStatus.OPEN: _l("Nieuw"),
    RequestStatus.ASSIGNED: _l("In behandeling"),
    RequestStatus.ANSWERED: _l("Beantwoord"),
    RequestStatus.REFUSED: _l("Nee, met uitleg"),
}


class Request(Model):
    """Something the panel wants to know or see, with who sees to it and what came of it."""

    __tablename__ = "knowledge_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: 1 for the first of this burgerberaad
    number: Mapped[int]
    kind: Mapped[RequestKind] = mapped_column(choice(RequestKind))
    text: Mapped[str] = mapped_column(Text)
    #: the panellist's account, so that they find their own back; never shown to others
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    status: Mapped[RequestStatus] = mapped_column(choice(RequestStatus), default=RequestStatus.OPEN)
    #: the member of staff who sees to it
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    #: day by which the panel has an answer
    due_on: Mapped[date | None]
    #: the answer, or why not
    answer: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("assembly_id", "number"),
        CheckConstraint("status NOT IN ('beantwoord', 'nee') OR answer <> ''", name="closed_with_words"),
        CheckConstraint("(status IN ('beantwoord', 'nee')) = (closed_at IS NOT NULL)", name="closed_with_moment"),
        CheckConstraint("status <> 'in_behandeling' OR due_on IS NOT NULL", name="assigned_with_day"),
    )
