"""A table in text: its encoding, its delimiter, and its rows as a stream.

UTF-8 with or without byte order mark, UTF-16 with one, otherwise Windows-1252; comma, semicolon or tab, by `sep=` in
the first line or else by what occurs most; quoted cells over several lines.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from selection.model.errors import InputError

DELIMITERS = ",;\t"
UTF_8, UTF_16, CP1252 = "utf-8-sig", "utf-16", "cp1252"
BLOCK = 1 << 20
#: Lines at the top in which a delimiter is looked for.
LOOKED_AT = 20
#: How a workbook of before 2007 begins, and also one that is locked with a password.
OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
#: How a spreadsheet is told the delimiter; no row of the table.
_TOLD = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


def encoding_of(file: BinaryIO, name: str) -> str:
    """Returns UTF-16 when the file says so, UTF-8 when all its bytes are, otherwise Windows-1252. Raises InputError."""
    file.seek(0)
    start = file.read(len(OLD_OR_LOCKED))
    if start == OLD_OR_LOCKED:
        raise InputError("file_locked", file=name)
    if start.startswith(b"PK\3\4"):
        raise InputError("file_damaged", file=name)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return UTF_16
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding = UTF_8
    file.seek(0)
    while block := file.read(BLOCK):
        if b"\0" in block:
            raise InputError("not_text", file=name)
        if encoding == UTF_8:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                encoding = CP1252
    return encoding


def delimiter_of(file: BinaryIO, encoding: str) -> str:
    """Returns what `sep=` says, or the delimiter that occurs most, outside quotes, in the first line that has one."""
    text = _text(file, encoding, "replace")
    try:
        for place in range(LOOKED_AT):
            line = text.readline(BLOCK)
            if place == 0 and (told := _TOLD.fullmatch(line)):
                return told[1]
            bare = re.sub(r'"[^"]*"', "", line)
            if any(mark in bare for mark in DELIMITERS):
                return max(DELIMITERS, key=bare.count)
        return DELIMITERS[0]
    finally:
        text.detach()


def rows(file: BinaryIO, name: str, encoding: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yields all rows with their numbers from 1, blank ones too; `sep=` is a blank one. Raises InputError."""
    text = _text(file, encoding, "strict")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1 and _TOLD.fullmatch(delimiter.join(cells).rstrip(delimiter) + delimiter):
                yield number, ()
            else:
                yield number, tuple(cells)
    except csv.Error as error:
        raise InputError("bad_csv", file=name, row=number + 1, reason=str(error)) from error
    except UnicodeDecodeError as error:
        raise InputError("row_encoding", file=name, row=number + 1) from error
    finally:
        with suppress(ValueError):  # whoever stopped reading may have closed the file by now
            text.detach()


def _text(file: BinaryIO, encoding: str, errors: str) -> io.TextIOWrapper:
    file.seek(0)
    return io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="")
