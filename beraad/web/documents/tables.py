"""Tables to take along: CSV and XLSX that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import openpyxl
from flask import Response
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from beraad.web.documents.downloads import CSV, attachment
from selection.model.formats import write_csv

__all__ = ["TYPES", "WRITERS", "csv_file", "table_file", "write_csv", "write_xlsx"]


def write_xlsx(header: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """An XLSX file with one sheet in which every cell is text and none a formula."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([_text_cell(sheet, cell) for cell in header])
    for line in lines:
        sheet.append([_text_cell(sheet, cell) for cell in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text_cell(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    return cell


#: kind of file → what writes it, and its media type
WRITERS: Mapping[str, Callable[[Sequence[str], Iterable[Sequence[str]]], bytes]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
}
TYPES = {"csv": CSV, "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def csv_file(header: Sequence[str], rows: Iterable[Sequence[str]], filename: str) -> Response:
    """The table as a CSV download."""
    return attachment(write_csv(header, rows), filename, CSV)


def table_file(header: Sequence[str], rows: Iterable[Sequence[str]], name: str, kind: str) -> Response:
    """The table as a download of one of the kinds in `WRITERS`."""
    return attachment(WRITERS[kind](header, rows), f"{name}.{kind}", TYPES[kind])
