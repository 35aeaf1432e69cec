"""The verbs of documents: create, change, revise, publish, withdraw."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.materials import notices
from beraad.materials.errors import (
    ChangedMeanwhileError,
    ElsewhereError,
    NothingNewError,
    NothingToPublishError,
    NothingToReadError,
    NothingToWithdrawError,
)
from beraad.materials.models import Document, DocumentId, Kind, Language, Readers, Stance, Version
from beraad.meetings.models import Meeting, MeetingId
from beraad.orm import now
from beraad.web.uploads import StoredFile
from beraad.web.visitor import AccountId


@dataclass(frozen=True)
class DocumentData:
    """The fields of a document; of the texts only the title is required."""

    title: str
    kind: Kind
    summary: str = ""
    meeting_id: MeetingId | None = None
    theme: str = ""
    is_groundwork: bool = False
    language: Language = Language.DUTCH
    original_id: DocumentId | None = None
    is_plain: bool = False
    source: str = ""
    stance: Stance | None = None
    position: int = 0
    readers: Readers = Readers.PANEL


@dataclass(frozen=True)
class Content:
    """What a version holds: Markdown, a file, or both."""

    text: str = ""
    file: StoredFile | None = None

    @property
    def text_sha256(self) -> str:
        """SHA-256 (hex) over the text as UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def create(assembly: Assembly, data: DocumentData, content: Content, made_by_id: AccountId | None = None) -> Document:
    """Add a document with its first version, a draft. Raises NothingToReadError or ElsewhereError."""
    _require_same_assembly(assembly.id, data)
    document = Document(assembly_id=assembly.id, **asdict(data))
    db.session.add(document)
    db.session.flush()
    _add_version(document, 1, content, "", made_by_id)
    _record("document_created", document, version=1)
    return document


def change(document: Document, data: DocumentData) -> Document:
    """Replace the fields of `document`; its versions stay as they are. Raises ElsewhereError."""
    _require_same_assembly(document.assembly_id, data)
    if data.original_id == document.id:
        raise ElsewhereError
    for name, value in asdict(data).items():
        setattr(document, name, value)
    db.session.flush()
    _record("document_changed", document, readers=document.readers.value)
    return document


def revise(
    document: Document, content: Content, *, based_on: int, note: str = "", made_by_id: AccountId | None = None
) -> Version:
    """Add a version, a draft.

    `based_on` is the number of the version that the maker started from. Raises ChangedMeanwhileError if there is a
    newer one, NothingNewError or NothingToReadError.
    """
    last = latest(document)
    if last.number != based_on:
        raise ChangedMeanwhileError
    if (last.text_sha256, last.file_sha256) == (content.text_sha256, content.file.sha256 if content.file else None):
        raise NothingNewError
    version = _add_version(document, last.number + 1, content, note, made_by_id)
    _record("document_revised", document, version=version.number)
    return version


def to_publish(document: Document) -> Version:
    """Returns the version that readers would see. Raises NothingToPublishError if they see it already."""
    version = latest(document)
    if version.published_at and not document.withdrawn_at:
        raise NothingToPublishError
    return version


def publish(document: Document) -> Version:
    """Show readers the latest version, also of a document that was withdrawn. Raises NothingToPublishError."""
    version = to_publish(document)
    version.published_at = version.published_at or now()
    document.withdrawn_at = None
    db.session.flush()
    _record("document_published", document, version=version.number, readers=document.readers.value)
    notices.published(document, version)
    return version


def to_withdraw(document: Document) -> Version:
    """Returns the version that readers see now. Raises NothingToWithdrawError if they see none."""
    published = select(Version).where(Version.document_id == document.id, Version.published_at.is_not(None))
    version = db.session.scalar(published.order_by(Version.number.desc()).limit(1))
    if version is None or document.withdrawn_at:
        raise NothingToWithdrawError
    return version


def withdraw(document: Document) -> Document:
    """Hide a document from its readers; its versions stay. Raises NothingToWithdrawError."""
    to_withdraw(document)
    document.withdrawn_at = now()
    db.session.flush()
    _record("document_withdrawn", document)
    return document


def latest(document: Document) -> Version:
    """Returns the newest version, published or not."""
    return db.session.scalars(
        select(Version).where(Version.document_id == document.id).order_by(Version.number.desc()).limit(1)
    ).one()


def _add_version(document: Document, number: int, content: Content, note: str, made_by_id: AccountId | None) -> Version:
    if not content.text and content.file is None:
        raise NothingToReadError
    file = content.file
    version = Version(
        document_id=document.id,
        number=number,
        text=content.text,
        text_sha256=content.text_sha256,
        file_sha256=file.sha256 if file else None,
        file_kind=file.kind if file else None,
        file_size=file.size if file else None,
        note=note,
        made_by_id=made_by_id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(version)
    except IntegrityError as error:
        raise ChangedMeanwhileError from error
    return version


def _require_same_assembly(assembly_id: AssemblyId, data: DocumentData) -> None:
    meeting = db.session.get(Meeting, data.meeting_id) if data.meeting_id is not None else None
    original = db.session.get(Document, data.original_id) if data.original_id is not None else None
    for row_id, row in ((data.meeting_id, meeting), (data.original_id, original)):
        if row_id is not None and (row is None or row.assembly_id != assembly_id):
            raise ElsewhereError


def _record(event: str, document: Document, **details: Any) -> None:
    audit.record(f"materials.{event}", document, assembly_id=document.assembly_id, **details)
