"""What the pages of documents ask: rows for lists, versions, and what readers may see now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import abort, url_for
from markupsafe import Markup
from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import aliased

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.materials.models import Document, DocumentId, Kind, Language, Readers, Stance, Version
from beraad.meetings.models import Meeting, MeetingId
from beraad.web.documents.markdown import to_html
from beraad.web.uploads import KINDS


@dataclass(frozen=True)
class DocumentRow:
    """A document in a list."""

    id: DocumentId
    title: str
    summary: str
    kind: Kind
    theme: str
    is_groundwork: bool
    language: Language
    is_plain: bool
    original_id: DocumentId | None
    source: str
    stance: Stance | None
    readers: Readers
    meeting_id: MeetingId | None
    #: number and title of the meeting it belongs to; None without one
    meeting_number: int | None
    meeting_title: str | None
    #: newest version of all, and newest that readers may see (None: still a draft)
    latest: int
    published: int | None
    published_at: datetime | None
    is_withdrawn: bool

    @property
    def is_readable(self) -> bool:
        return self.published is not None and not self.is_withdrawn

    @property
    def has_draft(self) -> bool:
        """Whether there is a version that readers do not see yet."""
        return self.latest != self.published


@dataclass(frozen=True)
class VersionRow:
    """One version of a document, without what it says."""

    number: int
    note: str
    made_at: datetime
    #: name of the maker; None if unknown or gone
    made_by: str | None
    published_at: datetime | None
    text_sha256: str
    file_sha256: str | None
    file_kind: str | None
    file_size: int | None


@dataclass(frozen=True)
class Reading:
    """A version as readers see it."""

    number: int
    html: Markup
    #: what the file is called, such as "PDF", and its size in bytes; None without a file
    file_label: str | None
    file_size: int | None
    published_at: datetime | None


@dataclass(frozen=True)
class OpenedDocument:
    """A document that somebody reads: its latest published version, and its other forms."""

    row: DocumentRow
    reading: Reading
    variants: list[DocumentRow]


def _newest(condition: ColumnElement[bool] | None = None) -> Select[int, int]:
    newest = select(Version.document_id, func.max(Version.number).label("number")).group_by(Version.document_id)
    return newest if condition is None else newest.where(condition)


def _rows(condition: ColumnElement[bool]) -> list[DocumentRow]:
    latest, shown = _newest().subquery(), _newest(Version.published_at.is_not(None)).subquery()
    version = aliased(Version)
    statement = (
        select(Document, Meeting.number, Meeting.title, latest.c.number, shown.c.number, version.published_at)
        .join(latest, latest.c.document_id == Document.id)
        .outerjoin(shown, shown.c.document_id == Document.id)
        .outerjoin(version, and_(version.document_id == Document.id, version.number == shown.c.number))
        .outerjoin(Meeting, Meeting.id == Document.meeting_id)
        .where(condition)
        .order_by(Meeting.starts_at.nulls_last(), Meeting.number, Document.position, Document.title, Document.id)
    )
    return [_row(*row) for row in db.session.execute(statement)]


def _row(
    document: Document,
    meeting_number: int | None,
    meeting_title: str | None,
    latest: int,
    published: int | None,
    published_at: datetime | None,
) -> DocumentRow:
    return DocumentRow(
        id=document.id,
        title=document.title,
        summary=document.summary,
        kind=document.kind,
        theme=document.theme,
        is_groundwork=document.is_groundwork,
        language=document.language,
        is_plain=document.is_plain,
        original_id=document.original_id,
        source=document.source,
        stance=document.stance,
        readers=document.readers,
        meeting_id=document.meeting_id,
        meeting_number=meeting_number,
        meeting_title=meeting_title,
        latest=latest,
        published=published,
        published_at=published_at,
        is_withdrawn=document.withdrawn_at is not None,
    )


def documents(assembly: Assembly) -> list[DocumentRow]:
    """Returns all documents of a burgerberaad, drafts too: by meeting, then in their order."""
    return _rows(Document.assembly_id == assembly.id)


def readable(assembly: Assembly, readers: Readers) -> list[DocumentRow]:
    """Returns the documents that `readers` may see now: by meeting, last those without one."""
    rows = _rows(and_(Document.assembly_id == assembly.id, _open_to(readers)))
    return sorted((row for row in rows if row.is_readable), key=lambda row: row.meeting_id is None)


def papers(assembly: Assembly, *, meeting_id: int, is_panel: bool) -> list[tuple[str, str]]:
    """Returns title and address of the documents of a meeting that can be read now. Receives `papers_wanted`."""
    readers = Readers.PANEL if is_panel else Readers.PUBLIC
    page = "materials_panel.read" if is_panel else "materials_public.read"
    rows = _rows(and_(Document.meeting_id == meeting_id, _open_to(readers)))
    return [(row.title, url_for(page, slug=assembly.slug, document_id=row.id)) for row in rows if row.is_readable]


def _open_to(readers: Readers) -> ColumnElement[bool]:
    return Document.readers == Readers.PUBLIC if readers is Readers.PUBLIC else true()


def document(assembly: Assembly, document_id: DocumentId) -> Document:
    """Returns the document of this burgerberaad, or 404."""
    document: Document = db.first_or_404(
        select(Document).where(Document.assembly_id == assembly.id, Document.id == document_id)
    )
    return document


def row(document: Document) -> DocumentRow:
    """Returns the row of `document`."""
    return _rows(Document.id == document.id)[0]


def readable_document(assembly: Assembly, document_id: DocumentId, readers: Readers) -> DocumentRow:
    """Returns the document if `readers` may see it now, or 404."""
    rows = _rows(and_(Document.assembly_id == assembly.id, Document.id == document_id, _open_to(readers)))
    if not rows or not rows[0].is_readable:
        abort(404)
    return rows[0]


def opened_document(assembly: Assembly, document_id: DocumentId, readers: Readers) -> OpenedDocument:
    """Returns the document as `readers` read it, or 404 if they may not see it now."""
    row = readable_document(assembly, document_id, readers)
    return OpenedDocument(row, reading(latest_published(row)), variants(row, readers))


def latest_published(row: DocumentRow) -> Version:
    """Returns the version that readers see, or 404."""
    return version(row.id, row.published or 0, published_only=True)


def variants(row: DocumentRow, readers: Readers) -> list[DocumentRow]:
    """Returns the other forms of a document that `readers` may see: translations, plain words, the original."""
    root = row.original_id or row.id
    same_root = or_(Document.id == root, Document.original_id == root)
    others = _rows(and_(same_root, Document.id != row.id, _open_to(readers)))
    return [other for other in others if other.is_readable]


def versions(document_id: DocumentId, published_only: bool = False) -> list[VersionRow]:
    """Returns the versions of a document, the newest first."""
    statement = (
        select(Version, Account.name)
        .outerjoin(Account, Account.id == Version.made_by_id)
        .where(Version.document_id == document_id)
        .order_by(Version.number.desc())
    )
    if published_only:
        statement = statement.where(Version.published_at.is_not(None))
    return [_version_row(version, maker) for version, maker in db.session.execute(statement)]


def _version_row(version: Version, made_by: str | None) -> VersionRow:
    return VersionRow(
        number=version.number,
        note=version.note,
        made_at=version.made_at,
        made_by=made_by,
        published_at=version.published_at,
        text_sha256=version.text_sha256,
        file_sha256=version.file_sha256,
        file_kind=version.file_kind,
        file_size=version.file_size,
    )


def version(document_id: DocumentId, number: int, published_only: bool = False) -> Version:
    """Returns a version of a document, or 404 if there is none, or it must be published and is not."""
    statement = select(Version).where(Version.document_id == document_id, Version.number == number)
    if published_only:
        statement = statement.where(Version.published_at.is_not(None))
    version: Version = db.first_or_404(statement)
    return version


def reading(version: Version) -> Reading:
    """Returns `version` as readers see it."""
    label = KINDS[version.file_kind].label if version.file_kind else None
    return Reading(version.number, to_html(version.text), label, version.file_size, version.published_at)


def stances(rows: Iterable[DocumentRow]) -> dict[Stance, int]:
    """Returns how many documents take each side; empty if none takes a side."""
    counted = Counter(row.stance for row in rows if row.stance)
    return {stance: counted[stance] for stance in Stance} if counted else {}


def originals(assembly: Assembly, except_id: DocumentId | None = None) -> list[tuple[int, str]]:
    """Returns id and title of the documents that another can be a translation or a plain form of."""
    statement = (
        select(Document.id, Document.title)
        .where(Document.assembly_id == assembly.id, Document.original_id.is_(None), Document.id != (except_id or 0))
        .order_by(Document.title, Document.id)
    )
    return [(document_id, title) for document_id, title in db.session.execute(statement)]


def themes(assembly: Assembly) -> list[str]:
    """Returns the themes in use, by name."""
    statement = select(Document.theme).where(Document.assembly_id == assembly.id, Document.theme != "").distinct()
    return sorted(db.session.scalars(statement), key=str.casefold)
