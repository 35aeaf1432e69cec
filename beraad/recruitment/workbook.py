"""The first sheet of an XLSX file, values only, as a stream of rows.

A file that would unpack to something huge is refused.
What a sheet says about its own size is not believed: exports often leave it out, or say one cell.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from beraad.recruitment.errors import FileError

#: what all parts of a file may unpack to, in bytes: half a million rows of twenty columns stay under it
MOST_UNPACKED = 1 << 30
#: what the texts of all cells may be, which are kept in memory, and any other part that is no sheet
MOST_TEXTS, MOST_OTHER = 200 << 20, 20 << 20
#: where a sheet says its size, when it does
TOP = 4096
_SIZE = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+[0-9]+:[A-Z]+([0-9]+)"')
#: what a damaged file makes its readers say
DAMAGED = (InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, EOFError)

Cells = tuple[str, ...]


@contextmanager
def first_sheet(path: Path, name: str) -> Iterator[Iterator[Cells]]:
    """All rows, the empty ones too; raises `FileError`, also while they are read."""
    with _opened(path, name) as sheet:
        yield _rows(sheet, name)


def rows_claimed(path: Path, name: str) -> int:
    """The number of rows that a file says it has, without reading them; 0 when it doesn't say."""
    with _opened(path, name, _Outline) as sheet, sheet.source() as file:
        found = _SIZE.search(file.read(TOP))
    return int(found[1]) if found else 0


class _Sheet(ReadOnlyWorksheet):  # type: ignore[misc]
    """A sheet of which the size is not looked for: without one, that takes reading all of it."""

    def _get_size(self) -> None:
        return None

    def source(self) -> Any:
        """Its XML."""
        return self._get_source()


class _Reader(ExcelReader):  # type: ignore[misc]
    """Opens no more than the first sheet."""

    def read_worksheets(self) -> None:
        for sheet, relation in self.parser.find_sheets():
            if relation.target in self.valid_files and "chartsheet" not in relation.Type:
                self.wb._sheets.append(_Sheet(self.wb, sheet.name, relation.target, self.shared_strings))
                return


class _Outline(_Reader):
    """Leaves the texts of the cells unread, which are most of the work of opening."""

    def read_strings(self) -> None:
        return None


@contextmanager
def _opened(path: Path, name: str, kind: type[_Reader] = _Reader) -> Iterator[_Sheet]:
    with path.open("rb") as file:  # an open file, because openpyxl refuses names that don't end in .xlsx
        try:
            _check_sizes(file, name)
            reader = kind(file, read_only=True, data_only=True, keep_links=False)
            reader.read()
            sheets = reader.wb.worksheets
        except DAMAGED as error:
            raise FileError("file_not_a_table", file=name) from error
        if not sheets:
            raise FileError("file_not_a_table", file=name)
        try:
            yield sheets[0]
        finally:
            reader.wb.close()


def _check_sizes(file: Any, name: str) -> None:
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED or any(map(_is_too_large, entries)):
        raise FileError("file_too_large", file=name)


def _is_too_large(entry: zipfile.ZipInfo) -> bool:
    if "/worksheets/" in entry.filename or not entry.filename.endswith((".xml", ".rels")):
        return False
    return entry.file_size > (MOST_TEXTS if entry.filename.endswith("sharedStrings.xml") else MOST_OTHER)


def _rows(sheet: _Sheet, name: str) -> Iterator[Cells]:
    try:
        for values in sheet.iter_rows(values_only=True):
            yield tuple(map(_text, values))
    except DAMAGED as error:
        raise FileError("file_damaged", file=name) from error


def _text(value: Any) -> str:
    """A cell as its owner sees it: a whole number without `.0`, a day without its hour."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "date") and callable(value.date):
        return str(value.date().isoformat())
    return str(value).strip()
