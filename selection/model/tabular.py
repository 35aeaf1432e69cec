"""A table from a file as people have it: CSV in UTF-8 or Windows-1252 with comma, semicolon or tab, or XLSX.

Cells come out as text without surrounding space; row numbers are those a spreadsheet shows (column names: row 1).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from selection.model.errors import InputError
from selection.model.folding import fold

Source = str | Path | bytes | BinaryIO
DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Table:
    """`header`: column names as written, stripped. `rows`: (row number in the file, cells), blank rows left out."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def column(self, name: str) -> int:
        """Returns the index of a column, compared without case and surrounding space. Raises InputError when absent."""
        folded = [fold(column) for column in self.header]
        if fold(name) not in folded:
            raise InputError("missing_column", file=self.file, column=name)
        return folded.index(fold(name))


def read_table(source: Source, name: str | None = None) -> Table:
    """Read a table from a path, bytes or an open binary file. `name` is what errors call it."""
    file, data = _load(source, name)
    rows = _xlsx_rows(file, data) if data.startswith(b"PK\x03\x04") else _csv_rows(file, data)
    filled = [(number, cells) for number, cells in rows if any(cells)]
    if not filled:
        raise InputError("empty_file", file=file)
    header = _header(file, filled[0][1])
    return Table(file, header, tuple((number, _fit(file, number, cells, len(header))) for number, cells in filled[1:]))


def _load(source: Source, name: str | None) -> tuple[str, bytes]:
    if isinstance(source, bytes):
        return name or "table", source
    if isinstance(source, str | Path):
        path = Path(source)
        try:
            return name or path.name, path.read_bytes()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "the name is not valid"
            raise InputError("cannot_read", file=name or path.name, reason=reason) from error
    return name or "table", source.read()


def _decode(file: str, data: bytes) -> str:
    if b"\x00" in data:
        raise InputError("not_text", file=file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise InputError("not_text", file=file) from error


def _delimiter(text: str) -> str:
    """Returns the delimiter that occurs most in the first line with content, outside quotation marks."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS, key=bare.count)


def _csv_rows(file: str, data: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    text = _decode(file, data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, tuple(cell.strip() for cell in cells)
    except csv.Error as error:
        raise InputError("bad_csv", file=file, row=number + 1, reason=str(error)) from error


def _xlsx_rows(file: str, data: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    import zipfile

    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True))
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError, SyntaxError) as error:
        raise InputError("bad_xlsx", file=file) from error
    for number, cells in enumerate(rows, start=1):
        yield number, tuple(_cell_text(cell) for cell in cells)


def _cell_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _header(file: str, cells: tuple[str, ...]) -> tuple[str, ...]:
    end = max(i for i, cell in enumerate(cells) if cell) + 1
    header = cells[:end]
    seen: set[str] = set()
    for column in header:
        if column and fold(column) in seen:
            raise InputError("repeated_column", file=file, column=column)
        seen.add(fold(column))
    return header


def _fit(file: str, number: int, cells: tuple[str, ...], columns: int) -> tuple[str, ...]:
    if any(cells[columns:]):
        raise InputError("too_many_cells", file=file, row=number, cells=len(cells), columns=columns)
    return cells[:columns] + ("",) * (columns - len(cells))
