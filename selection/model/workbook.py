"""The first sheet of an XLSX file that is not hidden, values only, as a stream of rows.

A file that would unpack to something huge is refused before anything of it is read. What a sheet says about its own
size is not believed: exports often leave it out, or say one cell.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from selection.model.errors import InputError

#: What all parts of a file may unpack to, in bytes: half a million rows of twenty columns stay under it.
MOST_UNPACKED = 1 << 30
#: What the texts of all cells may be, which are kept in memory, and any other part that is no sheet.
MOST_TEXTS, MOST_OTHER = 200 << 20, 20 << 20
#: Rows that a sheet can have.
MOST_ROWS = 1 << 20
#: The bit of an entry in an archive that says that a password opens it.
IS_LOCKED = 1
#: What a file that is damaged, or packed in a way that nobody else packs, makes its readers say.
_PACKED_WRONG = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
DAMAGED = (*_PACKED_WRONG, ParseError, LookupError, TypeError, ValueError, AttributeError, OSError)

#: Number of the row from 1, and its cells from column A on.
NumberedCells = tuple[int, tuple[str, ...]]


@contextmanager
def first_sheet(file: BinaryIO, name: str) -> Iterator[Iterator[NumberedCells]]:
    """Yields the rows up to the last one with something in it. Raises InputError, also while they are read."""
    with _opened(file, name) as sheet:
        sheet.reset_dimensions()
        yield _rows(sheet, name)


def rows_claimed(file: BinaryIO, name: str) -> int:
    """Returns the number of rows that a sheet says it has, without reading them; 0 when it doesn't say."""
    with _opened(file, name) as sheet:
        return int(sheet.max_row or 0)


@contextmanager
def _opened(file: BinaryIO, name: str) -> Iterator[Any]:
    import openpyxl  # here, because most commands read no workbook

    book = None
    try:
        _check_sizes(file, name)
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
    except DAMAGED as error:
        if book is not None:
            book.close()
        raise InputError("bad_xlsx", file=name) from error
    if sheet is None:
        book.close()
        raise InputError("bad_xlsx", file=name)
    try:
        yield sheet
    finally:
        book.close()


def _check_sizes(file: BinaryIO, name: str) -> None:
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


def _rows(sheet: Any, name: str) -> Iterator[NumberedCells]:
    try:
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > MOST_ROWS:
                raise ValueError("a row stands where no row can stand")
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
