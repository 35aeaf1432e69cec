"""A population register as a CSV file of any size, streamed as canonical rows.

The *canonical row* is what a rank is computed from: the row's fields exactly as read, joined by the control character
U+001F, in UTF-8. It doesn't depend on the delimiter, the quoting, the line ends or the encoding of the file, so a
row has the same rank after another program saved the register anew. Rows whose fields are all blank are no rows.

Blocks of a megabyte without a quotation mark are translated by three replacements, which read 18
million rows in seconds. A block with quotation marks goes through the csv module, with the same canonical rows.

It stays beside `model.tabular`, the reader of every other table: that one strips cells and drops guards against
formulas, which would change the canonical rows, and it makes an object of each row.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections.abc import Iterator
from pathlib import Path

from selection.model.errors import InputError
from selection.model.folding import fold
from selection.model.progress import Progress, Silent
from selection.model.text_file import DELIMITERS

SEP = b"\x1f"
BLOCK = 1 << 20
#: The longest stretch without an even number of quotation marks that is still read as one block.
LONGEST = 1 << 24


def fields(row: bytes) -> list[str]:
    """Returns the fields of a canonical row."""
    return row.decode().split("\x1f")


def _without_blanks(rows: list[bytes]) -> list[bytes]:
    return [row if row.strip(b"\x1f ") else b"" for row in rows]


class Register:
    """A register file: its header, and its rows in file order, as often as they are asked for.

    Raises InputError when it can't be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        try:
            self.size = path.stat().st_size
            self._encoding = self._sniff_encoding()
            self._start, self._delimiter, self.header = self._read_header()
        except OSError as error:
            raise InputError("cannot_read", file=self.name, reason=error.strerror) from error

    def column(self, name: str) -> int:
        """Returns the index of a column, compared without case and surrounding space. Raises InputError."""
        places = [i for i, title in enumerate(self.header) if fold(title) == fold(name)]
        if len(places) != 1:
            raise InputError("repeated_column" if places else "missing_column", file=self.name, row=1, column=name)
        return places[0]

    def blocks(self, phase: str, progress: Progress | None = None) -> Iterator[list[bytes]]:
        """Yields canonical rows, some thousands at a time. A blank row is an empty one: readers count rows.

        Raises `InputError` for a row that isn't as wide as the header. `progress` hears bytes done of all bytes.
        """
        progress = progress or Silent()
        width, record = len(self.header) - 1, 1
        with self.path.open("rb") as file:
            file.seek(self._start)
            for block in self._whole_lines(file):
                rows = self._canonical(block, record)
                if set(map(bytes.count, rows, itertools.repeat(SEP))) != {width}:
                    self._check_width(rows, record, width)
                record += len(rows)
                yield rows
                progress.step(phase, file.tell(), self.size)

    def _check_width(self, rows: list[bytes], record: int, width: int) -> None:
        for row in rows:
            record += 1
            cells = row.count(SEP)
            if row and cells != width:
                raise InputError("wrong_width", file=self.name, row=record, cells=cells + 1, columns=width + 1)

    def _canonical(self, block: bytes, record: int) -> list[bytes]:
        if self._encoding != "utf-8":
            block = self._decode(block).encode()
        if b'"' not in block:
            if b"\r" in block:
                block = block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            block = block.replace(self._delimiter.encode(), SEP).removesuffix(b"\n")
            rows = block.split(b"\n")
            if not any(start in b"\n" + block for start in (b"\n\x1f", b"\n ")):
                return rows  # no row starts blank, so none is blank from end to end
            return _without_blanks(rows)
        reader = csv.reader(io.StringIO(block.decode(), newline=""), delimiter=self._delimiter, strict=True)
        try:
            rows = ["\x1f".join(row).encode() for row in reader]
        except csv.Error as error:
            raise InputError("bad_csv", file=self.name, row=record + reader.line_num, reason=str(error)) from error
        return _without_blanks(rows)

    def _decode(self, block: bytes) -> str:
        try:
            return block.decode(self._encoding)
        except UnicodeDecodeError as error:
            raise InputError("not_text", file=self.name) from error

    def _whole_lines(self, file: io.BufferedReader) -> Iterator[bytes]:
        """Yields the rest of the file in blocks that end with a line, outside quotation marks."""
        parts: list[bytes] = []
        quotes = length = 0
        while block := file.read(BLOCK):
            block += (end := file.readline(LONGEST))
            if b"\0" in block or len(end) == LONGEST:
                raise InputError("not_text", file=self.name)
            parts.append(block)
            quotes += block.count(b'"')
            length += len(block)
            if quotes % 2 == 0 or length > LONGEST:
                yield b"".join(parts)
                parts, quotes, length = [], 0, 0
        if parts:
            yield b"".join(parts)

    def _sniff_encoding(self) -> str:
        """Returns UTF-8 if the whole file is valid in it, otherwise Windows-1252."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        with self.path.open("rb") as file:
            try:
                while block := file.read(BLOCK):
                    decoder.decode(block)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return "cp1252"
        return "utf-8"

    def _read_header(self) -> tuple[int, str, tuple[str, ...]]:
        with self.path.open("rb") as file:
            line = file.readline(BLOCK)
            while line.count(b'"') % 2 and (more := file.readline(BLOCK)) and len(line) < BLOCK:
                line += more
            start = file.tell()
            if not file.read(1):
                raise InputError("empty_file", file=self.name)
        if b"\0" in line:
            raise InputError("not_text", file=self.name)
        text = self._decode(line.removeprefix(codecs.BOM_UTF8)).strip("\r\n")
        options = [(next(csv.reader([text], delimiter=mark), []), mark) for mark in DELIMITERS]
        header, delimiter = max(options, key=lambda option: len(option[0]))
        if not any(title.strip() for title in header):
            raise InputError("empty_file", file=self.name)
        return start, delimiter, tuple(title.strip() for title in header)
