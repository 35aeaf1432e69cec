"""A table from a file as people have it, CSV or XLSX of any size: the one reader of everything that comes in.

`look` finds out how a file is to be read, `rows` streams what stands below the names of its columns, and `read_table`
does both for a file that fits in memory. Cells come out as text without surrounding space and without the apostrophe
that keeps a spreadsheet from taking them for a formula; row numbers are those a spreadsheet shows.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from selection.model import text_file
from selection.model.errors import InputError
from selection.model.folding import fold

Source = str | Path | bytes | BinaryIO
#: Rows at the top among which the names of the columns are looked for.
HEADER_WITHIN = 20
#: Columns of a register or a list of people; more is another sort of file.
MOST_COLUMNS = 200
XLSX = "xlsx"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: A cell that would be a formula, behind any number of apostrophes: one more when written, one less when read. Spaces
#: and signs without width in front of the formula don't keep a spreadsheet from taking it for one.
_GUARDED = re.compile(rf"'*[\s\u00ad\u200b-\u200f\u2060\ufeff]*[{re.escape(''.join(FORMULA_STARTS))}]")
#: What no page and no letter can show.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")

Recognise = Callable[[str], bool]


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
        """Returns it as JSON has it."""
        return asdict(self)

    @classmethod
    def restored(cls, values: dict[str, Any]) -> Layout:
        return cls(**{**values, "header": tuple(values["header"])})


class Row(NamedTuple):
    """A row with its number in the file, and the text of its cells: as many as the header has columns."""

    number: int
    cells: tuple[str, ...]
    #: there was something beyond the last column of the header
    too_wide: bool = False


@dataclass(frozen=True)
class Table:
    """`header`: column names as written, stripped. `rows`: (row number in the file, cells), blank rows left out."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    header_row: int = 1

    def column(self, name: str) -> int:
        """Returns the index of a column, compared as `fold` has it. Raises InputError when absent, or there twice."""
        folded = [fold(column) for column in self.header]
        if fold(name) not in folded:
            raise InputError("missing_column", file=self.file, row=self.header_row, column=name)
        if fold(f"{name} (2)") in folded:
            raise InputError("repeated_column", file=self.file, row=self.header_row, column=name)
        return folded.index(fold(name))


def harmless(cell: str) -> str:
    """Returns the cell, with an apostrophe in front when a spreadsheet would read it as a formula."""
    return "'" + cell if _GUARDED.match(cell) else cell


def bare(cell: str) -> str:
    """Returns the cell as it was before `harmless`."""
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell


def look(source: Source, name: str | None = None, recognise: Recognise = bool) -> Layout:
    """Returns how the file is to be read; `name` is what its owner calls it.

    The header is the row, among the first twenty, with most cells that `recognise` knows; without any that differ, the
    first row with two cells or more. Of columns with one name the second is called `name (2)`. Raises InputError when
    it is no table or is empty.
    """
    with _opened(source, name) as (file, called):
        encoding = XLSX if zipfile.is_zipfile(file) else text_file.encoding_of(file, called)
        delimiter = "" if encoding == XLSX else text_file.delimiter_of(file, encoding)
        top: list[Row] = []
        with _cells(file, called, encoding, delimiter) as cells:
            for row in cells:
                if row.number > HEADER_WITHIN and top:
                    break
                if any(row.cells):
                    top.append(row)
    if not top:
        raise InputError("empty_file", file=called)
    header = _header_row(top, recognise)
    return Layout(encoding, delimiter, header.number, _header_names(header, called))


def rows(source: Source, name: str | None, layout: Layout) -> Iterator[Row]:
    """Yields the rows below the header that hold something, made as wide as the header. Raises InputError."""
    width = len(layout.header)
    with _opened(source, name) as (file, called), _cells(file, called, layout.encoding, layout.delimiter) as lines:
        for row in lines:
            if row.number <= layout.header_row or not any(row.cells):
                continue
            if len(row.cells) == width:  # as most are
                yield row
            else:
                cells = row.cells[:width]
                yield Row(row.number, cells + ("",) * (width - len(cells)), any(row.cells[width:]))


def rows_claimed(source: Source, name: str | None, layout: Layout) -> int:
    """Returns the number of rows that a workbook says are below its header; 0 when it says nothing, and for text."""
    if layout.encoding != XLSX:
        return 0
    from selection.model import workbook  # here, because openpyxl takes a third of a second to import

    with _opened(source, name) as (file, called):
        return max(0, workbook.rows_claimed(file, called) - layout.header_row)


def read_table(source: Source, name: str | None = None, recognise: Recognise = bool) -> Table:
    """Returns a whole table from a path, bytes or an open binary file. Raises InputError."""
    with _opened(source, name) as (file, called):
        content = file.read()
    layout = look(content, called, recognise)
    lines = []
    for row in rows(content, called, layout):
        if row.too_wide:
            raise InputError("too_many_cells", file=called, row=row.number, columns=len(layout.header))
        lines.append((row.number, row.cells))
    return Table(called, layout.header, tuple(lines), layout.header_row)


@contextmanager
def _opened(source: Source, name: str | None) -> Iterator[tuple[BinaryIO, str]]:
    """Yields the file from its beginning, and what its owner calls it. Raises InputError."""
    if isinstance(source, bytes):
        yield io.BytesIO(source), name or "table"
    elif isinstance(source, str | Path):
        path = Path(source)
        try:
            file = path.open("rb")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "the name is not valid"
            raise InputError("cannot_read", file=name or path.name or str(path), reason=reason) from error
        with file:
            yield file, name or path.name
    else:
        yield source, name or "table"


@contextmanager
def _cells(file: BinaryIO, name: str, encoding: str, delimiter: str) -> Iterator[Iterator[Row]]:
    """Yields all rows of the file, the blank ones of a CSV file too."""
    if encoding == XLSX:
        from selection.model import workbook  # here, because openpyxl takes a third of a second to import

        with workbook.first_sheet(file, name) as lines:
            yield (Row(number, tuple(map(_shown, cells))) for number, cells in lines)
    else:
        lines = text_file.rows(file, name, encoding, delimiter)
        yield (Row(number, tuple(map(_shown, cells))) for number, cells in lines)


def _shown(cell: str) -> str:
    text = (cell if cell.isprintable() else _UNSEEN.sub(" ", cell)).strip()
    return bare(text) if text[:1] == "'" else text  # a call for each cell would be a tenth of all reading


def _header_row(filled: list[Row], recognise: Recognise) -> Row:
    known = [sum(map(recognise, filter(None, row.cells))) for row in filled]
    if recognise is not bool and max(known):
        return filled[known.index(max(known))]
    return next((row for row in filled if sum(map(bool, row.cells)) > 1), filled[0])


def _header_names(header: Row, name: str) -> tuple[str, ...]:
    names = list(header.cells)
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise InputError("columns_too_many", file=name, columns=len(names), most=MOST_COLUMNS)
    counts: Counter[str] = Counter()
    for place, column in enumerate(names):
        counts[fold(column)] += bool(column)
        if counts[fold(column)] > 1:
            names[place] = f"{column} ({counts[fold(column)]})"
    return tuple(names)
