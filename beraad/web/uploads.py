"""Files that people send in: recognised by what is in them, kept under their hash, given back as a download only.

Neither the name nor the type that the sender gave is believed or kept. A file is written before the transaction
commits, so that what the database knows is always there; a file without a row is harmless and is found again when
the same bytes are sent.
"""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from flask import Response, current_app, send_file

from beraad.web.documents.files import write_files

LARGEST = 20 * 1024 * 1024
#: an archive with more parts than this is no ordinary document
MOST_PARTS = 5000


class UploadError(Exception):
    """A file that is not taken."""


class TooLargeError(UploadError):
    """More than `LARGEST` bytes."""


class EmptyFileError(UploadError):
    """No bytes at all."""


class UnknownKindError(UploadError):
    """Not one of `KINDS`, whatever its name says."""


class MacroError(UploadError):
    """An office file with a program inside."""


@dataclass(frozen=True)
class FileKind:
    """A kind of file that is taken: how it is called, its extension and the type it is served with."""

    label: str
    extension: str
    mimetype: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

KINDS = {
    "pdf": FileKind("PDF", ".pdf", "application/pdf"),
    "png": FileKind("PNG", ".png", "image/png"),
    "jpeg": FileKind("JPEG", ".jpg", "image/jpeg"),
    "gif": FileKind("GIF", ".gif", "image/gif"),
    "webp": FileKind("WebP", ".webp", "image/webp"),
    "docx": FileKind("Word", ".docx", _OFFICE + "wordprocessingml.document"),
    "xlsx": FileKind("Excel", ".xlsx", _OFFICE + "spreadsheetml.sheet"),
    "pptx": FileKind("PowerPoint", ".pptx", _OFFICE + "presentationml.presentation"),
    "odt": FileKind("OpenDocument", ".odt", _OPEN + "text"),
    "ods": FileKind("OpenDocument", ".ods", _OPEN + "spreadsheet"),
    "odp": FileKind("OpenDocument", ".odp", _OPEN + "presentation"),
}

#: first bytes of the files that say at once what they are
_BEGINNINGS = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}
#: the part that makes a zip archive one of the office files
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_OPEN_TYPES = {KINDS[name].mimetype: name for name in ("odt", "ods", "odp")}


@dataclass(frozen=True)
class StoredFile:
    """A file that has been kept: SHA-256 (hex), name in `KINDS`, size in bytes."""

    sha256: str
    kind: str
    size: int


def read(stream: IO[bytes]) -> bytes:
    """All bytes of what was sent; raises `TooLargeError` or `EmptyFileError`."""
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise TooLargeError
    if not content:
        raise EmptyFileError
    return content


def recognise(content: bytes) -> str:
    """The name in `KINDS` of what `content` is; raises `UnknownKindError` or `MacroError`.

    Our own: libraries such as puremagic guess among hundreds of kinds; we let in eleven and refuse macros.
    """
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith(b"PK\x03\x04"):
        return _recognise_archive(content)
    raise UnknownKindError


def _recognise_archive(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) > MOST_PARTS:
                raise UnknownKindError
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise MacroError
            if "[Content_Types].xml" in names:
                for part, kind in _MAIN_PARTS.items():
                    if part in names:
                        return kind
            if names[:1] == ["mimetype"] and archive.getinfo("mimetype").file_size < 200:
                return _OPEN_TYPES[archive.read("mimetype").decode("ascii", "replace").strip()]
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:
        raise UnknownKindError from error
    raise UnknownKindError


def keep(content: bytes) -> StoredFile:
    """Write `content` to its place unless it is there already; raises what `recognise` raises."""
    kind = recognise(content)
    digest = hashlib.sha256(content).hexdigest()
    place = path(digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        write_files({place: content}, private=True)
    return StoredFile(digest, kind, len(content))


def path(sha256: str) -> Path:
    """Where the file with this hash is, or would be."""
    folder: Path = current_app.config["BERAAD"].instance
    return folder / "uploads" / sha256[:2] / sha256


def download(sha256: str, kind: str, name: str) -> Response:
    """The file as a download called `name` with its own extension; a browser can't run anything in it."""
    known = KINDS[kind]
    content = BytesIO(path(sha256).read_bytes())
    answer = send_file(content, known.mimetype, as_attachment=True, download_name=name + known.extension, etag=sha256)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
