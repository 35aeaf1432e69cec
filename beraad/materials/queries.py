"""What the pages of documents ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import abort
from markupsafe import Markup
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.materials.models import Document, Kind, Language, Readers, Stance, Version
from beraad.meetings.models import Meeting
from beraad.web.documents.markdown import to_html
from beraad.web.uploads import KINDS


@dataclass(frozen=True)
class DocumentRow:
    """A document in a list."""

    id: int
    title: str
    summary: str
    kind: Kind
    theme: str
    is_groundwork: bool
    language: Language
    is_plain: bool
    original_id: int | None
    source: str
    stance: Stance | None
    readers: Readers
    meeting_id: int | None
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
        """Whether there is a version that readers don't see yet."""
        return self.latest != self.published


@dataclass(frozen=True)
class VersionRow:
    """One version of a document, without what it says."""

    number: int
    note: str
    made_at: datetime
    #: name of the maker; None when unknown or gone
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
class Group:
    """The documents of one meeting or one theme; `name` is empty for what belongs to none."""

    name: str
    documents: list[DocumentRow]
    meeting_id: int | None = None


def _newest(condition: ColumnElement[bool] | None = None) -> Select[tuple[int, int]]:
    chosen = select(Version.document_id, func.max(Version.number).label("number")).group_by(Version.document_id)
    return chosen if condition is None else chosen.where(condition)


def _rows(condition: ColumnElement[bool]) -> list[DocumentRow]:
    latest, shown = _newest().subquery(), _newest(Version.published_at.is_not(None)).subquery()
    version = aliased(Version)
    chosen = (
        select(Document, Meeting.number, Meeting.title, latest.c.number, shown.c.number, version.published_at)
        .join(latest, latest.c.document_id == Document.id)
        .outerjoin(shown, shown.c.document_id == Document.id)
        .outerjoin(version, and_(version.document_id == Document.id, version.number == shown.c.number))
        .outerjoin(Meeting, Meeting.id == Document.meeting_id)
        .where(condition)
        .order_by(Meeting.starts_at, Meeting.number, Document.position, Document.title, Document.id)
    )
    return [_row(*found) for found in db.session.execute(chosen)]


def _row(
    document: Document,
    meeting_number: int | None,
    meeting_title: str | None,
    latest: int,
    published: int | None,
    published_at: datetime | None,
) -> DocumentRow:
    told = DocumentRow.__dataclass_fields__.keys() & Document.__table__.columns.keys()
    return DocumentRow(
        **{name: getattr(document, name) for name in told},
        meeting_number=meeting_number,
        meeting_title=meeting_title,
        latest=latest,
        published=published,
        published_at=published_at,
        is_withdrawn=document.withdrawn_at is not None,
    )


def documents(assembly: Assembly) -> list[DocumentRow]:
    """All documents of a burgerberaad, drafts too: by meeting, then in their order."""
    return _rows(Document.assembly_id == assembly.id)


def readable(assembly: Assembly, readers: Readers, title: str = "") -> list[DocumentRow]:
    """The documents that `readers` may see now; `title` asks for a part of the title."""
    condition = Document.assembly_id == assembly.id
    if readers is Readers.PUBLIC:
        condition &= Document.readers == Readers.PUBLIC
    if title:
        condition &= Document.title.icontains(title, autoescape=True)
    return [row for row in _rows(condition) if row.is_readable]


def document(assembly: Assembly, document_id: int) -> Document:
    """The document of this burgerberaad with this id; 404 when there is none."""
    found = db.session.scalar(select(Document).where(Document.assembly_id == assembly.id, Document.id == document_id))
    return found or abort(404)


def row(found: Document) -> DocumentRow:
    """`found` as a row."""
    return _rows(Document.id == found.id)[0]


def readable_document(assembly: Assembly, document_id: int, readers: Readers) -> DocumentRow:
    """The document when `readers` may see it now; 404 otherwise."""
    rows = _rows(and_(Document.assembly_id == assembly.id, Document.id == document_id))
    if not rows or not rows[0].is_readable:
        abort(404)
    if readers is Readers.PUBLIC and rows[0].readers is not Readers.PUBLIC:
        abort(404)
    return rows[0]


def variants(found: DocumentRow, readers: Readers) -> list[DocumentRow]:
    """The other forms of a document that `readers` may see: translations, plain words, the original."""
    root = found.original_id or found.id
    condition = and_(or_(Document.id == root, Document.original_id == root), Document.id != found.id)
    if readers is Readers.PUBLIC:
        condition &= Document.readers == Readers.PUBLIC
    return [row for row in _rows(condition) if row.is_readable]


def versions(document_id: int, published_only: bool = False) -> list[VersionRow]:
    """The versions of a document, the newest first."""
    chosen = (
        select(Version, Account.name)
        .outerjoin(Account, Account.id == Version.made_by_id)
        .where(Version.document_id == document_id)
        .order_by(Version.number.desc())
    )
    if published_only:
        chosen = chosen.where(Version.published_at.is_not(None))
    told = VersionRow.__dataclass_fields__.keys() - {"made_by"}
    return [
        VersionRow(**{name: getattr(version, name) for name in told}, made_by=maker)
        for version, maker in db.session.execute(chosen)
    ]


def version(document_id: int, number: int, published_only: bool = False) -> Version:
    """One version of a document; 404 when there is none, or it isn't published and must be."""
    found = db.session.scalar(select(Version).where(Version.document_id == document_id, Version.number == number))
    if found is None or (published_only and found.published_at is None):
        abort(404)
    return found


def reading(found: Version) -> Reading:
    """`found` as readers see it."""
    label = KINDS[found.file_kind].label if found.file_kind else None
    return Reading(found.number, to_html(found.text), label, found.file_size, found.published_at)


def by_meeting(rows: Iterable[DocumentRow]) -> list[Group]:
    """The documents of each meeting, in order; last those without one."""
    groups: dict[int | None, list[DocumentRow]] = {}
    for found in rows:
        groups.setdefault(found.meeting_id, []).append(found)
    loose = groups.pop(None, [])
    ordered = [
        Group(f"{found[0].meeting_number}. {found[0].meeting_title}", found, meeting_id)
        for meeting_id, found in groups.items()
    ]
    return ordered + ([Group("", loose)] if loose else [])


def by_theme(rows: Iterable[DocumentRow]) -> list[Group]:
    """The documents of each theme, by name; last those without one."""
    groups: dict[str, list[DocumentRow]] = {}
    for found in rows:
        groups.setdefault(found.theme, []).append(found)
    return [Group(name, groups[name]) for name in sorted(groups, key=lambda name: (not name, name.casefold()))]


def stances(rows: Iterable[DocumentRow]) -> dict[Stance, int]:
    """How many documents stand on each side; empty when none says where it stands."""
    counted = Counter(found.stance for found in rows if found.stance)
    return {stance: counted[stance] for stance in Stance} if counted else {}


def originals(assembly: Assembly, but: int | None = None) -> list[tuple[int, str]]:
    """Number and title of the documents that another can be a translation or a plain form of."""
    chosen = (
        select(Document.id, Document.title)
        .where(Document.assembly_id == assembly.id, Document.original_id.is_(None), Document.id != (but or 0))
        .order_by(Document.title, Document.id)
    )
    return [(number, title) for number, title in db.session.execute(chosen)]


def themes(assembly: Assembly) -> list[str]:
    """The themes in use, by name."""
    chosen = select(Document.theme).where(Document.assembly_id == assembly.id, Document.theme != "").distinct()
    return sorted(db.session.scalars(chosen), key=str.casefold)
