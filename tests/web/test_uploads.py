"""Files are known by what is in them, kept under their hash, and given back so that nothing in them runs."""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO

import pytest
from flask import Flask

from beraad.web import uploads

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def archive(*parts: tuple[str, str]) -> bytes:
    """A zip archive with these parts: name and content."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, content in parts:
            made.writestr(name, content)
    return packed.getvalue()


DOCX = archive(("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>"))
XLSX = archive(("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>"))
PPTX = archive(("[Content_Types].xml", "<x/>"), ("ppt/presentation.xml", "<x/>"))
ODT = archive(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>"))
WITH_MACRO = archive(("[Content_Types].xml", ""), ("word/document.xml", ""), ("word/vbaProject.bin", ""))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"GIF89a", "gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (DOCX, "docx"),
        (XLSX, "xlsx"),
        (PPTX, "pptx"),
        (ODT, "odt"),
    ],
)
def test_a_file_is_known_by_what_is_in_it(content: bytes, kind: str) -> None:
    assert uploads.recognise(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ\x90\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\n%PDF-1.7",
        b"PK\x03\x04 not really",
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        archive(("script.js", "alert(1)")),
        archive(("mimetype", "application/epub+zip"), ("content.xml", "")),
        archive(("[Content_Types].xml", ""), ("other/thing.xml", "")),
    ],
)
def test_anything_else_is_not_taken(content: bytes) -> None:
    with pytest.raises(uploads.UnknownKindError):
        uploads.recognise(content)


def test_an_office_file_with_a_program_inside_is_not_taken() -> None:
    with pytest.raises(uploads.MacroError):
        uploads.recognise(WITH_MACRO)


def test_the_size_has_an_edge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 10)
    assert uploads.read(BytesIO(bytes(10))) == bytes(10)
    with pytest.raises(uploads.TooLargeError):
        uploads.read(BytesIO(bytes(11)))
    with pytest.raises(uploads.EmptyFileError):
        uploads.read(BytesIO())


def test_a_file_is_kept_once_under_its_hash(context: Flask) -> None:
    digest = hashlib.sha256(PNG).hexdigest()
    assert uploads.keep(PNG) == uploads.keep(PNG) == uploads.StoredFile(digest, "png", len(PNG))
    place = uploads.path(digest)
    assert place.read_bytes() == PNG
    assert [file.name for file in place.parent.iterdir()] == [digest]


def test_a_file_that_is_not_taken_is_not_written(context: Flask) -> None:
    folder = context.config["BERAAD"].instance / "uploads"
    before = {file for file in folder.rglob("*") if file.is_file()}
    with pytest.raises(uploads.UnknownKindError):
        uploads.keep(b"MZ")
    assert {file for file in folder.rglob("*") if file.is_file()} == before


def test_a_download_is_an_attachment_in_which_nothing_runs(context: Flask) -> None:
    kept = uploads.keep(PNG)
    with context.test_request_context():
        answer = uploads.download(kept.sha256, kept.kind, "cijfers")
        answer.direct_passthrough = False
        assert answer.get_data() == PNG
    assert answer.headers["Content-Disposition"] == "attachment; filename=cijfers.png"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.mimetype == "image/png"
