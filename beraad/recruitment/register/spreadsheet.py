"""A table in a file, CSV or XLSX of any size, read row by row with the numbers that a spreadsheet shows.

CSV: UTF-8 with or without byte order mark, UTF-16 with one, otherwise Windows-1252; `,`, `;` or tab; quoted fields over
several lines.
XLSX: see `workbook`.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from beraad.recruitment.errors import FileError
from beraad.recruitment.register import workbook

#: rows at the top among which the header is looked for
HEADER_WITHIN = 20
#: columns of a register or a list of people; more is another sort of file
MOST_COLUMNS = 200
BLOCK = 1 << 20
XLSX, UTF_8, UTF_16, CP1252 = "xlsx", "utf-8-sig", "utf-16", "cp1252"
#: what no page and no letter can show
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")
#: how a workbook of before 2007 begins, and also one that is locked with a password
OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True)
class Layout:
    """How a file is to be read."""

    #: "xlsx", or the encoding of a CSV file
    encoding: str
    delimiter: str
    #: number of the row with the names of the columns, from 1
    header_row: int
    header: tuple[str, ...]

    def stored(self) -> dict[str, Any]:
        """As a JSON column keeps it."""
        return asdict(self)

    @classmethod
    def restored(cls, values: dict[str, Any]) -> Layout:
        return cls(**{**values, "header": tuple(values["header"])})


@dataclass(frozen=True)
class Row:
    """A row with its number in the file, and the text of its cells: as many as the header has columns."""

    number: int
    cells: tuple[str, ...]
    #: there was something beyond the last column of the header
    too_wide: bool = False


Recognise = Callable[[str], bool]


def look(path: Path, name: str, recognise: Recognise) -> Layout:
    """Find out how the file is to be read; `name` is what its owner calls it.

    The header is the row, among the first twenty, with most cells that `recognise` knows; without any, the first row
    with something in it. Raises `FileError` when it is no table, is empty, or names a column twice.
    """
    encoding = XLSX if zipfile.is_zipfile(path) else _encoding(path, name)
    delimiter = "" if encoding == XLSX else _delimiter(path, encoding)
    top = []
    with _cells(path, name, encoding, delimiter) as rows:
        for row in rows:
            if row.number > HEADER_WITHIN:
                break
            top.append(row)
    filled = [row for row in top if any(row.cells)]
    if not filled:
        raise FileError("empty_file", file=name)
    header = max(filled, key=lambda row: sum(recognise(cell) for cell in row.cells))
    names = _header_names(header, name)
    return Layout(encoding, delimiter, header.number, names)


def rows(path: Path, name: str, layout: Layout) -> Iterator[Row]:
    """The rows below the header that hold something, made as wide as the header."""
    width = len(layout.header)
    with _cells(path, name, layout.encoding, layout.delimiter) as filled_rows:
        for row in filled_rows:
            if row.number <= layout.header_row or not any(row.cells):
                continue
            cells = row.cells[:width]
            yield Row(row.number, cells + ("",) * (width - len(cells)), any(row.cells[width:]))


def _header_names(header: Row, name: str) -> tuple[str, ...]:
    names = list(header.cells)
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise FileError("columns_too_many", file=name, columns=len(names), most=MOST_COLUMNS)
    lower = [title.casefold() for title in names if title]
    double = next((title for title in names if title and lower.count(title.casefold()) > 1), None)
    if double is not None:
        raise FileError("column_twice", file=name, row=header.number, column=double)
    return tuple(names)


def _encoding(path: Path, name: str) -> str:
    """UTF-16 when it says so, UTF-8 when every byte of the file says so, otherwise Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding = UTF_8
    with path.open("rb") as file:
        start = file.read(len(OLD_OR_LOCKED))
        if start == OLD_OR_LOCKED:
            raise FileError("file_locked", file=name)
        if start.startswith(b"PK\3\4"):
            raise FileError("file_damaged", file=name)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return UTF_16
        file.seek(0)
        while block := file.read(BLOCK):
            if b"\0" in block:
                raise FileError("not_text", file=name)
            if encoding == UTF_8:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    encoding = CP1252
    return encoding


def _delimiter(path: Path, encoding: str) -> str:
    """The separator that occurs most in the first line that has one."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        for line in _first_lines(file):
            counts = {mark: line.count(mark) for mark in ";,\t"}
            if any(counts.values()):
                return max(counts, key=lambda mark: counts[mark])
    return ","


def _first_lines(file: io.TextIOBase) -> Iterator[str]:
    for _ in range(HEADER_WITHIN):
        yield file.readline(BLOCK)


@contextmanager
def _cells(path: Path, name: str, encoding: str, delimiter: str) -> Iterator[Iterator[Row]]:
    """All rows of the file, the empty ones too."""
    if encoding == XLSX:
        with workbook.first_sheet(path, name) as rows:
            yield (Row(number, tuple(map(_shown, cells))) for number, cells in rows)
        return
    with path.open(encoding=encoding, newline="") as file:
        yield _csv_rows(file, name, delimiter)


def _shown(cell: str) -> str:
    return (cell if cell.isprintable() else _UNSEEN.sub(" ", cell)).strip()


def _csv_rows(file: io.TextIOBase, name: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            yield Row(number, tuple(map(_shown, cells)))
    except csv.Error as error:
        raise FileError("bad_csv", file=name, row=number + 1) from error
    except UnicodeDecodeError as error:
        raise FileError("row_encoding", file=name, row=number + 1) from error
