"""The first sheet of an XLSX file that is not hidden, values only, as a stream of rows.

A file that would unpack to something huge is refused.
What a sheet says about its own size is not believed: exports often leave it out, or say one cell.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.parsers.expat import ExpatError

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from beraad.recruitment import sheet_cells
from beraad.recruitment.errors import FileError
from beraad.recruitment.sheet_cells import Dates, NumberedCells, SharedTexts
from beraad.recruitment.xml_stream import Element, elements

#: what a sheet may unpack to, in bytes: half a million rows of twenty columns stay under it
MOST_ROWS = 1 << 30
#: ... the texts of all cells, which are kept in memory, and any other part
MOST_TEXTS, MOST_OTHER = 200 << 20, 20 << 20
#: where a sheet says its size, when it does
TOP = 4096
_SIZE = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+[0-9]+:[A-Z]+([0-9]+)"')
#: what a file that is damaged, or packed in a way that nobody else packs, makes its readers say
DAMAGED = (zipfile.BadZipFile, zlib.error, ExpatError, KeyError, ValueError, EOFError, NotImplementedError)
IS_LOCKED, YES = 1, ("1", "true")


@contextmanager
def first_sheet(path: Path, name: str) -> Iterator[Iterator[NumberedCells]]:
    """The rows that the file has, with their numbers; raises `FileError`, also while they are read."""
    with _opened(path, name) as book:
        yield _rows(book, name)


def rows_claimed(path: Path, name: str) -> int:
    """The number of rows that a file says it has, without reading them; 0 when it doesn't say."""
    with _opened(path, name) as book, book.open_sheet() as file:
        found = _SIZE.search(file.read(TOP))
    return int(found[1]) if found else 0


@dataclass(frozen=True)
class _Relation:
    """Another part that a part names."""

    id: str
    #: the last word of its type, such as `worksheet`
    kind: str
    target: str


class _Book:
    """An XLSX file, and where everything is in it."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._names = frozenset(archive.namelist())
        main = _named(self._relations(""), "officeDocument")
        self._about, self._parts = self._read(main), self._relations(main)
        self._sheet = self._first_sheet()

    def open_sheet(self) -> IO[bytes]:
        """The XML of the first sheet."""
        return self._open(self._sheet, MOST_ROWS)

    def texts(self) -> SharedTexts | None:
        """The texts that cells share."""
        name = _named(self._parts, "sharedStrings")
        return SharedTexts(self._open(name, MOST_TEXTS)) if name in self._names else None

    def dates(self) -> Dates:
        """Which numbers are days."""
        from_1904 = any(one.name == "workbookPr" and one.attributes.get("date1904") in YES for one in self._about)
        return Dates(self._date_styles(), MAC_EPOCH if from_1904 else WINDOWS_EPOCH)

    def _date_styles(self) -> frozenset[str]:
        name = _named(self._parts, "styles")
        if name not in self._names:
            return frozenset()
        styles = self._read(name)
        formats = {str(number): code for number, code in BUILTIN_FORMATS.items()}
        told = [one.attributes for one in styles if one.name == "numFmt"]
        formats |= {one.get("numFmtId", ""): one.get("formatCode", "") for one in told}
        cells = [one.attributes.get("numFmtId", "") for one in styles if (one.within, one.name) == ("cellXfs", "xf")]
        return frozenset(str(place) for place, number in enumerate(cells) if is_date_format(formats.get(number)))

    def _first_sheet(self) -> str:
        """The part with the first sheet that is not hidden; raises KeyError."""
        sheets = {part.id: part.target for part in self._parts if part.kind == "worksheet"}
        told = [one.attributes for one in self._about if one.name == "sheet"]
        shown = [one.get("id", "") for one in told if one.get("state", "visible") == "visible"]
        return sheets[next((one for one in shown if one in sheets), "")]

    def _relations(self, part: str) -> list[_Relation]:
        """What a part, or the file itself, names."""
        folder, file = posixpath.split(part)
        read = self._read(posixpath.join(folder, "_rels", f"{file}.rels"))
        return [_relation(one.attributes, folder) for one in read if one.name == "Relationship"]

    def _read(self, part: str) -> list[Element]:
        with self._open(part, MOST_OTHER) as file:
            return elements(file)

    def _open(self, part: str, most: int) -> IO[bytes]:
        entry = self._archive.getinfo(part)
        if entry.flag_bits & IS_LOCKED:
            raise FileError("file_locked", file=self._name)
        if entry.file_size > most:
            raise FileError("file_too_large", file=self._name)
        return self._archive.open(entry)


def _named(relations: Iterable[_Relation], kind: str) -> str:
    """The first part of this kind; empty without one."""
    return next((one.target for one in relations if one.kind == kind), "")


def _relation(told: Mapping[str, str], folder: str) -> _Relation:
    target = posixpath.normpath(posixpath.join("/", folder, told.get("Target", "")))
    return _Relation(told.get("Id", ""), told.get("Type", "").rpartition("/")[2], target.lstrip("/"))


@contextmanager
def _opened(path: Path, name: str) -> Iterator[_Book]:
    with path.open("rb") as file:
        try:
            book = _Book(zipfile.ZipFile(file), name)
        except DAMAGED as error:
            raise FileError("file_not_a_table", file=name) from error
        yield book


def _rows(book: _Book, name: str) -> Iterator[NumberedCells]:
    try:
        with book.open_sheet() as sheet:
            yield from sheet_cells.rows(sheet, book.texts(), book.dates())
    except DAMAGED as error:
        raise FileError("file_damaged", file=name) from error
