"""Cells of an XLSX file as people see them, and files that would take more than a reader has."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from selection.model import tabular, workbook
from selection.model.errors import InputError
from tests.benchmarks import workbooks

SHEET, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
Rows = list[tuple[int, tuple[str, ...]]]


def read(path: Path) -> Rows:
    """The filled rows."""
    with path.open("rb") as file, workbook.first_sheet(file, path.name) as rows:
        return [(number, tuple(map(str.strip, cells))) for number, cells in rows if any(cells)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "blad.xlsx"


def saved(path: Path, *rows: Sequence[object]) -> Path:
    """As openpyxl saves it."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    book.save(path)
    return path


def written(path: Path, cells: str, texts: str = "", **parts: str) -> Path:
    """As written by hand: the XML of the rows, and that of the shared texts."""
    main = f'xmlns="{workbooks.MAIN}"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**workbooks.PARTS, **parts}.items():
            archive.writestr(name, content)
        archive.writestr(SHEET, f"<worksheet {main}><sheetData>{cells}</sheetData></worksheet>")
        archive.writestr(TEXTS, f"<sst {main}>{texts}</sst>")
    return path


def change(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Other words in one part of the file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_values_are_read_as_a_spreadsheet_shows_them(path: Path) -> None:
    day, moment = date(1980, 1, 31), datetime(1980, 1, 31, 13, 30)  # noqa: DTZ001 - as in a cell
    row = (" tekst ", 1980, 1980.0, 2.5, True, False, day, moment, time(13, 30), None, "é€😀", -3)
    shown = ("tekst", "1980", "1980", "2.5", "TRUE", "FALSE", "1980-01-31", "1980-01-31", "13:30:00", "", "é€😀", "-3")
    assert read(saved(path, row)) == [(1, shown)]


def test_days_are_counted_from_where_the_file_says(path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append([date(1980, 1, 31)])  # type: ignore[union-attr]
    book.save(path)
    assert read(path) == [(1, ("1980-01-31",))]


def test_texts_in_pieces_escaped_inline_and_aside(path: Path) -> None:
    texts = (
        "<si><r><t>Inwo</t></r><r><rPr><b/></rPr><t xml:space='preserve'>ner </t></r></si>"
        "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si><si/>"
        "<si><t>een</t></si>"
    )
    cells = "".join(f"<c t='s'><v>{place}</v></c>" for place in (3, 1, 0, 2))
    cells += (
        "<c t='inlineStr'><is><t>a &amp; b</t></is></c><c t='str'><f>1+1</f><v>twee</v></c><c t='e'><v>#N/A</v></c>"
    )
    shown = ("een", "東京", "Inwoner", "", "a & b", "twee", "#N/A")
    assert read(written(path, f"<row>{cells}</row>", texts)) == [(1, shown)]


def test_rows_and_cells_that_are_left_out_keep_their_places(path: Path) -> None:
    cells = "<row r='3'><c r='B3'><v>1</v></c><c r='AA3'><v>2</v></c></row><row><c><v>3</v></c></row><row r='9'/>"
    assert read(written(path, cells)) == [(3, ("", "1", *[""] * 24, "2")), (4, ("3",))]


def test_names_with_a_prefix_mean_the_same(path: Path) -> None:
    change(
        written(path, "<x:row><x:c><x:v>7</x:v></x:c></x:row>"),
        SHEET,
        b"<worksheet ",
        f"<worksheet xmlns:x='{workbooks.MAIN}' ".encode(),
    )
    assert read(path) == [(1, ("7",))]


def test_a_hidden_sheet_is_not_the_first(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["verborgen"])  # type: ignore[union-attr]
    book.active.sheet_state = "hidden"  # type: ignore[union-attr]
    book.create_sheet("Blad2").append(["te zien"])
    book.save(path)
    assert read(path) == [(1, ("te zien",))]


def test_what_a_sheet_says_of_its_own_size_is_not_believed(path: Path) -> None:
    saved(path, *(["naam", "leeftijd"], *(["Inwoner", n] for n in range(40))))
    change(path, SHEET, b'<dimension ref="A1:B41"', b'<dimension ref="A1:A3"')
    table = tabular.read_table(path)
    assert len(table.rows) == 40 and table.header == ("naam", "leeftijd")


@pytest.mark.parametrize("place", ["XFD1048576", "ZZ20000"])
def test_one_cell_far_outside_costs_no_memory(path: Path, place: str) -> None:
    number = int(place.lstrip("FXDZ"))
    cells = f"<row r='1'><c r='A1'><v>1</v></c></row><row r='{number}'><c r='{place}'><v>2</v></c></row>"
    assert [number for number, _cells in read(written(path, cells))] == [1, number]


@pytest.mark.parametrize(
    "cells",
    [
        "<row r='2000000000'><c><v>1</v></c></row>",
        "<row r='x'/>",
        "<row><c r='AAAA1'><v>1</v></c></row>",
        "<row><c t='s'><v>1</v></c></row>",
        "<row><c><v>geen getal</v></c></row>",
    ],
    ids=range(5),
)
def test_what_no_spreadsheet_holds_is_called_damaged(path: Path, cells: str) -> None:
    with pytest.raises(InputError) as caught:
        read(written(path, cells, f"<si><t>{'lang ' * 1000}.</t></si>"))
    assert caught.value.code == "file_damaged"


def test_a_look_that_nobody_knows_is_told_and_no_crash(path: Path) -> None:
    change(saved(path, ["Inwoner", date(1980, 1, 31)]), STYLES, b"<fill>", b"<fill/><fill>")
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.code == "bad_xlsx"


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>',
        "<workbook",
        "",
    ],
    ids=["doctype", "broken", "empty"],
)
def test_a_workbook_that_can_t_be_trusted_is_no_table(path: Path, content: str) -> None:
    with pytest.raises(InputError) as caught:
        read(written(path, "", **{"xl/workbook.xml": content}))
    assert caught.value.code == "bad_xlsx"


@pytest.mark.parametrize("part", [SHEET, TEXTS])
def test_a_part_that_unpacks_to_too_much_is_not_unpacked(
    path: Path, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_UNPACKED" if part == SHEET else "MOST_TEXTS", 100)
    with pytest.raises(InputError) as caught:
        read(
            written(path, f"<row><c t='s'><v>0</v></c><c><v>{'1' * 100}</v></c></row>", f"<si><t>{'x' * 100}</t></si>")
        )
    assert caught.value.code == "file_too_large"


def test_a_locked_part_and_an_unknown_packing_are_told(path: Path) -> None:
    plain = written(path, "<row/>").read_bytes()
    for offset, value, code in ((8, 1, "file_locked"), (10, 99, "bad_xlsx")):
        # flags and method of the first entry of the directory at the end
        at = plain.index(b"PK\1\2") + offset
        path.write_bytes(plain[:at] + bytes([value]) + plain[at + 1 :])
        with pytest.raises(InputError) as caught:
            read(path)
        assert caught.value.code == code
