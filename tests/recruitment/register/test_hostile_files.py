"""Register files as they come in real life, and as somebody who means harm would make them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import openpyxl
import pytest

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.recruitment.models.sample import ImportState
from beraad.recruitment.register import jobs as register_jobs
from beraad.recruitment.register import queries as register_queries
from beraad.recruitment.register import service as samples
from beraad.web.documents.tables import write_xlsx
from selection.model import workbook
from tests.pages import Browser, Page

HEADER = "naam;adres;postcode;woonplaats"
ROW = "Inwoner Een;Voorbeeldstraat 1;9401 AA;Voorbeeldstad"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def griffie(make: Any, sign_in: Any) -> tuple[Any, Browser]:
    """A burgerberaad that people can sign up for, and its griffie."""
    assembly = make.recruiting()
    return assembly, sign_in(make.member(assembly, Role.REGISTRY))


def send(griffie: tuple[Any, Browser], content: bytes, name: str) -> Page:
    assembly, browser = griffie
    page = browser.get(f"/beheer/{assembly.slug}/steekproef")
    return page.submit({"file": (io.BytesIO(content), name)}, button="Bestand sturen")


def xlsx(lines: Iterable[Iterable[Any]], merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(list(line))  # type: ignore[union-attr]
    if merged:
        book.active.merge_cells(merged)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The XLSX file with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            inside = old.read(entry)
            new.writestr(entry.filename, change(inside) if entry.filename == part else inside)
    return out.getvalue()


PEOPLE = [HEADER.split(";"), *([f"Inwoner {n}", f"Voorbeeldstraat {n}", "9401 AA", "Voorbeeldstad"] for n in range(3))]


@pytest.mark.parametrize(
    ("content", "name", "people"),
    [
        (f"{HEADER}\n{ROW}\n".encode("utf-16"), "unicode.txt", 1),
        (f"{HEADER}\n{ROW}\n".replace("Een", "Eén").encode("cp1252"), "oud.csv", 1),
        (f"\ufeff{HEADER}\r\n{ROW}\r\n".encode(), "bom.csv", 1),
        (f'{HEADER}\n"Inwoner; ""Een""";"Voorbeeldstraat\n1";9401AA;Voorbeeldstad\n'.encode(), "aanhaling.csv", 1),
        (f"Export Burgerzaken;;;\n;;;\n{HEADER}\n{ROW}\n".encode(), "titel.csv", 1),
        (f"{HEADER}\n{ROW}\n".encode(), "verkeerd.xlsx", 1),
        (f"{HEADER};k\x01l\n{ROW};\x1b\x9f\n".encode(), "stuurtekens.csv", 1),
        (f"{HEADER}\n{ROW}\0\n".encode("utf-16"), "nul_in_unicode.txt", 1),
        (xlsx(PEOPLE), "verkeerd.csv", 3),
        (xlsx([["Persoon", "", "Adres", ""], *PEOPLE], merged="A1:B1"), "samengevoegd.xlsx", 3),
        (xlsx([["Deel 1", "", "Deel 2", ""], *PEOPLE]), "tweekoppen.xlsx", 3),
        (changed(xlsx(PEOPLE), SHEET, lambda xml: xml.replace(b'ref="A1:D4"', b'ref="A1"')), "een_cel.xlsx", 3),
        (write_xlsx(PEOPLE[0], PEOPLE[1:]), "zonder_maat.xlsx", 3),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_read_however_it_was_saved(
    griffie: tuple[Any, Browser], content: bytes, name: str, people: int
) -> None:
    page = send(griffie, content, name)
    assert page.h1 == "Welke kolom is wat?", page.text
    page = page.submit(button="Inlezen")
    assert f"Mensen toegevoegd {people}" in page.main and "Alle rijen konden worden gebruikt." in page.main


def bomb(part: str, size: int) -> bytes:
    """An XLSX file of some kilobytes, of which one part unpacks to so many bytes."""
    return changed(xlsx(PEOPLE), part, lambda _xml: bytes(size))


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "leeg.xlsx", "heeft geen rijen"),
        (xlsx([]), "leeg_blad.xlsx", "heeft geen rijen"),
        (xlsx(PEOPLE[:1]), "alleen_kop.xlsx", "heeft geen rijen"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "slot.xlsx", "beveiligd met een wachtwoord"),
        (b"%PDF-1.7\n\0", "brief.pdf", "is geen tabel"),
        (bomb("xl/styles.xml", workbook.MOST_OTHER + 1), "bom.xlsx", "te groot om uit te pakken"),
        (b"PK\x03\x04 this is no archive", "kapot.xlsx", "is beschadigd"),
        (changed(xlsx(PEOPLE), SHEET, lambda xml: xml[: len(xml) // 2]), "half.xlsx", "is beschadigd"),
        (changed(xlsx(PEOPLE), "xl/workbook.xml", lambda _xml: b"<a/>"), "geen_werkmap.xlsx", "is niet te lezen"),
        (f"{HEADER}\n{ROW}\n".replace("Een", "\0").encode(), "nul.csv", "is geen tabel"),
        (";".join([HEADER, *map(str, range(1000))]).encode(), "breed.csv", "heeft 1.004 kolommen"),
        (f"{HEADER}\n{ROW}\n".encode("utf-16")[:-1], "half.txt", "deze tekens kunnen wij niet lezen"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)
def test_a_file_that_is_no_table_is_refused_and_not_kept(
    griffie: tuple[Any, Browser], content: bytes, name: str, words: str
) -> None:
    before = set(samples.folder().iterdir())
    page = send(griffie, content, name)
    assert page.status == 422
    assert len(page.errors) == 1 and words in page.errors[0] and name in page.errors[0]
    assert set(samples.folder().iterdir()) == before


def test_a_formula_is_read_as_its_outcome_and_never_carried_out(griffie: tuple[Any, Browser]) -> None:
    rows = [PEOPLE[0], ['=HYPERLINK("https://voorbeeld.example")', "Voorbeeldstraat 1", "9401 AA", "Voorbeeldstad"]]
    page = send(griffie, xlsx(rows), "formule.xlsx").submit(button="Inlezen")
    assert "Mensen toegevoegd 0" in page.main and "Geen naam 1" in page.main, "nobody worked it out yet"


def test_a_workbook_damaged_below_its_top_leaves_the_choice_to_throw_it_away(
    griffie: tuple[Any, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    assembly = griffie[0]
    monkeypatch.setattr(samples, "LOOKED_AT", 5)
    monkeypatch.setattr(register_jobs, "CHUNK", 5)
    people = [[f"Inwoner {n}", f"Voorbeeldstraat {n}", "9401 AA", "Voorbeeldstad"] for n in range(2000)]
    content = changed(xlsx([PEOPLE[0], *people]), SHEET, lambda xml: xml[:-9000] + b"<<<" + xml[-9000:])
    page = send(griffie, content, "kapot.xlsx")
    assert page.h1 == "Welke kolom is wat?", page.text
    page = page.submit(button="Inlezen")
    assert "Dit is niet gelukt" in page.main
    assert register_queries.imports(assembly.id)[0].state is ImportState.IMPORTING
    page = page.act("Bestand weggooien")
    assert "Er is nog geen bestand." in page.main
    db.session.rollback()
    assert register_queries.sample_size(assembly.id) == 0
