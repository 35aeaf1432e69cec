"""Documents, their versions, and what the panel asked for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import AssemblyId
from beraad.choices import LabelledEnum
from beraad.materials.errors import VersionFixedError
from beraad.meetings.models import MeetingId
from beraad.orm import Model, Moment, choice, now
from beraad.web.visitor import AccountId

DocumentId = NewType("DocumentId", int)
RequestId = NewType("RequestId", int)


class Kind(LabelledEnum):
    """What sort of document it is."""

    EXPLANATION = "uitleg", _l("Uitleg")
    RESEARCH = "onderzoek", _l("Onderzoek")
    DECISION = "besluit", _l("Besluit")
    OPINION = "standpunt", _l("Standpunt")
    SLIDES = "presentatie", _l("Presentatie")
    REPORT = "verslag", _l("Verslag")
    OTHER = "anders", _l("Iets anders")


class Stance(LabelledEnum):
    """Which side of the matter a document takes; the pages show the balance."""

    FOR = "voor", _l("Voor")
    NEUTRAL = "neutraal", _l("Neutraal")
    AGAINST = "tegen", _l("Tegen")


class Readers(LabelledEnum):
    """Who may read a document once it is published."""

    PANEL = "paneel", _l("Alleen het panel")
    PUBLIC = "openbaar", _l("Iedereen")


class Language(LabelledEnum):
    """Languages of documents, by their ISO 639 code."""

    DUTCH = "nl", _l("Nederlands")
    ENGLISH = "en", _l("Engels")
    GERMAN = "de", _l("Duits")
    FRISIAN = "fy", _l("Fries")
    LOW_SAXON = "nds", _l("Nedersaksisch")
    ARABIC = "ar", _l("Arabisch")
    TURKISH = "tr", _l("Turks")
    POLISH = "pl", _l("Pools")
    UKRAINIAN = "uk", _l("Oekraïens")
    TIGRINYA = "ti", _l("Tigrinya")


class Document(Model):
    """Something to read. Its text and file are in its versions; readers see the latest published one."""

    __tablename__ = "document"

    id: Mapped[DocumentId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    #: the meeting for which it is read, if there is one
    meeting_id: Mapped[MeetingId | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), index=True)
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
    original_id: Mapped[DocumentId | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"), index=True)
    #: written in plain words
    is_plain: Mapped[bool] = mapped_column(default=False)
    #: who wrote it or where it comes from
    source: Mapped[str] = mapped_column(String(200), default="")
    stance: Mapped[Stance | None] = mapped_column(choice(Stance))
    #: sorts the documents of a meeting or theme; the lowest first
    position: Mapped[int] = mapped_column(default=0)
    readers: Mapped[Readers] = mapped_column(choice(Readers), default=Readers.PANEL)
    #: since when readers no longer see it; staff do
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    versions: Mapped[list[Version]] = relationship(
        back_populates="document", order_by="Version.number", cascade="all, delete-orphan"
    )

    __table_args__ = (CheckConstraint("original_id IS NULL OR original_id <> id", name="not_its_own_original"),)


class Version(Model):
    """Text and file of a document. Rows are added; they never change afterwards."""

    __tablename__ = "document_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[DocumentId] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
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
    made_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
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


#: columns of a version that never change
FIXED = ("document_id", "number", "text", "text_sha256", "file_sha256", "file_kind", "file_size", "note", "made_at")


def _refuse_changes(_mapper: Any, _connection: Any, version: Version) -> None:
    """Raises VersionFixedError on a change to what a version says: that takes a next version."""
    changed = [name for name in FIXED if inspect(version).attrs[name].history.has_changes()]
    if changed:
        raise VersionFixedError(", ".join(changed))


event.listen(Version, "before_update", _refuse_changes)


class RequestKind(LabelledEnum):
    """What a panellist asks for."""

    FACT = "feit", _l("Een feit of uitleg")
    EXPERT = "deskundige", _l("Een gesprek met een deskundige")
    VISIT = "werkbezoek", _l("Een werkbezoek")


class RequestStatus(LabelledEnum):
    """What has been done with a request."""

    OPEN = "nieuw", _l("Nieuw")
    ASSIGNED = "in_behandeling", _l("In behandeling")
    ANSWERED = "beantwoord", _l("Beantwoord")
    REFUSED = "nee", _l("Nee, met uitleg")


class Request(Model):
    """Something the panel wants to know or see, with who handles it and what came of it."""

    __tablename__ = "knowledge_request"

    id: Mapped[RequestId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: 1 for the first of this burgerberaad
    number: Mapped[int]
    kind: Mapped[RequestKind] = mapped_column(choice(RequestKind))
    text: Mapped[str] = mapped_column(Text)
    #: the panellist's account, to mark their own requests for them; never shown to others
    asked_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    status: Mapped[RequestStatus] = mapped_column(choice(RequestStatus), default=RequestStatus.OPEN)
    #: the member of staff who handles it
    owner_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    #: who takes their place when they can't, and is told too when the day is near
    deputy_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    #: day by which the panel has an answer
    due_on: Mapped[date | None]
    #: the answer, or the reason of a no
    answer: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("assembly_id", "number"),
        CheckConstraint("status NOT IN ('beantwoord', 'nee') OR answer <> ''", name="closed_with_words"),
        CheckConstraint("(status IN ('beantwoord', 'nee')) = (closed_at IS NOT NULL)", name="closed_with_moment"),
        CheckConstraint("status <> 'in_behandeling' OR due_on IS NOT NULL", name="assigned_with_day"),
        CheckConstraint("deputy_id <> owner_id", name="deputy_is_another"),
    )
