"""The first sheet of an XLSX file that is not hidden, values only, as a stream of rows.

A file that would unpack to something huge is refused.
What a sheet says about its own size is not believed: exports often leave it out, or say one cell.

Parts of openpyxl that are private to it stand behind this file: its public reader takes in all texts of a workbook, and
all rows of a sheet that states no size, before it shows the first row: 2.5 s of 100,000 rows, at each opening.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from selection.model.errors import InputError

#: what all parts of a file may unpack to, in bytes: half a million rows of twenty columns stay under it
MOST_UNPACKED = 1 << 30
#: what the texts of all cells may be, which are kept in memory, and any other part that is no sheet
MOST_TEXTS, MOST_OTHER = 200 << 20, 20 << 20
#: rows that a sheet can have
MOST_ROWS = 1 << 20
#: where a sheet says its size, when it does
TOP = 4096
_SIZE = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+[0-9]+:[A-Z]+([0-9]+)"')
#: what a file that is damaged, or packed in a way that nobody else packs, makes its readers say
_PACKED_WRONG = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
DAMAGED = (*_PACKED_WRONG, InvalidFileException, ParseError, LookupError, TypeError, ValueError)
#: the bit of an entry in an archive that says that a password opens it
IS_LOCKED = 1

#: number of the row from 1, and its cells from column A on
NumberedCells = tuple[int, tuple[str, ...]]


@contextmanager
def first_sheet(file: BinaryIO, name: str) -> Iterator[Iterator[NumberedCells]]:
    """Yields the rows that the file has, with their numbers. Raises InputError, also while they are read."""
    with _opened(file, name) as sheet:
        yield _rows(sheet, name)


def rows_claimed(file: BinaryIO, name: str) -> int:
    """Returns the number of rows that a sheet says it has, without reading them; 0 when it doesn't say."""
    with _opened(file, name, _Outline) as sheet, sheet.source() as part:
        dimension = _SIZE.search(part.read(TOP))
    return int(dimension[1]) if dimension else 0


class _SharedTexts:
    """The texts that cells name by number, in one block of bytes: of half a million people some thirty megabytes.

    They are read no further than the last one that was asked for: the top of a sheet needs few.
    """

    def __init__(self, source: Any) -> None:
        self._bytes, self._ends = bytearray(), array("I", [0])
        self._coming = _texts(source)

    def __getitem__(self, place: int) -> str:
        while place >= len(self._ends) - 1:
            text = next(self._coming, None)
            if text is None:
                raise ValueError("a cell names a text that is not there")
            self._bytes += text.encode()
            self._ends.append(len(self._bytes))
        if place < 0:
            raise ValueError("a cell names a text that can't be there")
        return self._bytes[self._ends[place] : self._ends[place + 1]].decode()


def _texts(source: Any) -> Iterator[str]:
    root = None
    for event, element in iterparse(source, events=("start", "end")):
        if root is None:
            root = element
        elif event == "end" and element.tag == f"{{{SHEET_MAIN_NS}}}si":
            yield str(Text.from_tree(element).content)
            root.clear()  # or all elements would be kept


class _Sheet(ReadOnlyWorksheet):  # type: ignore[misc]  # openpyxl has no types
    """A sheet that does not look for its size: where the file does not say it, that takes reading all rows."""

    def _get_size(self) -> None:
        return None

    def numbered_rows(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """The rows that are there: between two of them a file may leave out as many as it likes."""
        book = self.parent
        with self._get_source() as source:
            formats = {"date_formats": book._date_formats, "timedelta_formats": book._timedelta_formats}
            parser = WorkSheetParser(source, self._shared_strings, data_only=True, epoch=book.epoch, **formats)
            for number, cells in parser.parse():
                if number > MOST_ROWS:
                    raise ValueError("a row stands where no row can stand")
                parser.row_dimensions.clear()  # heights of rows: it would keep half a million
                yield number, self._get_row(cells, 1, None, True)

    def source(self) -> Any:
        """Its XML."""
        return self._get_source()


class _Reader(ExcelReader):  # type: ignore[misc]
    """Opens no more than the first sheet."""

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            self.shared_strings = _SharedTexts(self.archive.open(part.PartName[1:]))

    def read_worksheets(self) -> None:
        for sheet, relation in self.parser.find_sheets():
            is_seen = sheet.state == "visible" and "chartsheet" not in relation.Type
            if relation.target in self.valid_files and is_seen:
                self.wb._sheets.append(_Sheet(self.wb, sheet.name, relation.target, self.shared_strings))
                return


class _Outline(_Reader):
    """Leaves the texts of the cells unread, which are most of the work of opening."""

    def read_strings(self) -> None:
        return None


@contextmanager
def _opened(file: BinaryIO, name: str, kind: type[_Reader] = _Reader) -> Iterator[_Sheet]:
    try:
        _check_sizes(file, name)
        reader = kind(file, read_only=True, data_only=True, keep_links=False)
        reader.read()
        sheets = reader.wb.worksheets
    except DAMAGED as error:
        raise InputError("bad_xlsx", file=name) from error
    if not sheets:
        raise InputError("bad_xlsx", file=name)
    try:
        yield sheets[0]
    finally:
        reader.wb.close()


def _check_sizes(file: Any, name: str) -> None:
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
    if any(entry.flag_bits & IS_LOCKED for entry in entries):
        raise InputError("file_locked", file=name)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED or any(map(_is_too_large, entries)):
        raise InputError("file_too_large", file=name)


def _is_too_large(entry: zipfile.ZipInfo) -> bool:
    if "/worksheets/" in entry.filename or not entry.filename.endswith((".xml", ".rels")):
        return False
    return entry.file_size > (MOST_TEXTS if entry.filename.endswith("sharedStrings.xml") else MOST_OTHER)


def _rows(sheet: _Sheet, name: str) -> Iterator[NumberedCells]:
    try:
        for number, values in sheet.numbered_rows():
            yield number, tuple(map(cell_text, values))
    except DAMAGED as error:
        raise InputError("file_damaged", file=name) from error


def cell_text(value: object) -> str:
    """Returns a cell as its owner sees it: a whole number without `.0`, a day without its hour."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d")
    return str(value)
