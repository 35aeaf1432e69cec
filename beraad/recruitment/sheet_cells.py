"""The rows of a sheet in an XLSX file, read from its XML as it streams by.

Nothing but the row at hand and the texts that cells share is in memory, and those texts stand in one block of bytes:
of half a million people some thirty megabytes.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import IO

from openpyxl.utils.datetime import from_excel

from beraad.recruitment.xml_stream import Attributes, Reader, found_by

#: what a spreadsheet can hold: rows and columns
MOST_ROWS, MOST_COLUMNS = 1 << 20, 1 << 14
#: characters of a row about one person, and of a cell in it: a short file can name one long text time and again
MOST_CHARACTERS = 1 << 16
#: how a spreadsheet writes a character that XML can't hold, and an underscore before what would look like one
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

#: number of the row from 1, and its cells from column A up to the last with something in it
NumberedCells = tuple[int, tuple[str, ...]]


@dataclass(frozen=True)
class Dates:
    """Which numbers are days, and from which day they count."""

    styles: Container[str]
    epoch: datetime


class SharedTexts:
    """The texts that cells name by number, read no further than the last number that was asked for."""

    def __init__(self, source: IO[bytes]) -> None:
        self._coming = found_by(_Texts(), source)
        self._bytes, self._ends = bytearray(), array("I", [0])

    def __getitem__(self, place: int) -> str:
        while place >= len(self._ends) - 1:
            text = next(self._coming, None)
            if text is None:
                raise ValueError("a cell names a text that is not there")
            self._bytes += text.encode()
            self._ends.append(len(self._bytes))
        return self._bytes[self._ends[place] : self._ends[place + 1]].decode()


def rows(source: IO[bytes], texts: SharedTexts | None, dates: Dates) -> Iterator[NumberedCells]:
    """The rows that the XML of a sheet has; raises ValueError or `expat.ExpatError` where it is damaged."""
    yield from found_by(_Rows(texts, dates), source)


class _Gatherer(Reader):
    """Gathers text: that of `t` elements, several when parts of it have a look of their own."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        #: how to say a word is no part of the text
        self._is_aside = False
        self._begins: dict[str, Callable[[Attributes], None]] = {"rPh": self._begin_aside}
        self._ends: dict[str, Callable[[], None]] = {"t": self._end_text, "rPh": self._end_aside}

    def start(self, name: str, attributes: Attributes) -> None:
        if (begin := self._begins.get(name)) is not None:
            begin(attributes)

    def end(self, name: str) -> None:
        if (end := self._ends.get(name)) is not None:
            end()

    def _begin_aside(self, _attributes: Attributes) -> None:
        self._is_aside = True

    def _end_aside(self) -> None:
        self._is_aside = False

    def _end_text(self) -> None:
        if not self._is_aside:
            self._text += "".join(self.pieces)
            if len(self._text) > MOST_CHARACTERS:
                raise ValueError("a text without end")


class _Texts(_Gatherer):
    """Finds the texts that cells share, in order."""

    def __init__(self) -> None:
        super().__init__()
        self._ends["si"] = self._end_item

    def _end_item(self) -> None:
        self.found.append(_plain(self._text))
        self._text = ""


class _Rows(_Gatherer):
    """Finds rows; an element without a reference stands beside or below the one before it."""

    def __init__(self, texts: SharedTexts | None, dates: Dates) -> None:
        super().__init__()
        self._texts, self._dates = texts, dates
        self._number, self._cells, self._characters = 0, list[str](), 0
        self._kind, self._style = "n", ""
        self._columns: dict[str, int] = {}
        self._begins |= {"row": self._begin_row, "c": self._begin_cell}
        self._ends |= {"row": self._end_row, "c": self._end_cell, "v": self._end_value}

    def _begin_row(self, attributes: Attributes) -> None:
        number = int(attributes.get("r", self._number + 1))
        if not self._number < number <= MOST_ROWS:
            raise ValueError("a row stands where no row can stand")
        self._number, self._cells, self._characters = number, [], 0

    def _end_row(self) -> None:
        self.found.append((self._number, tuple(self._cells)))

    def _begin_cell(self, attributes: Attributes) -> None:
        self._kind, self._style, self._text = attributes.get("t", "n"), attributes.get("s", ""), ""
        place = attributes.get("r")
        column = len(self._cells) if place is None else self._column(place)
        if not len(self._cells) <= column < MOST_COLUMNS:
            raise ValueError("a cell stands where no cell can stand")
        self._cells += [""] * (column - len(self._cells))

    def _column(self, place: str) -> int:
        """The column of `AB12`, from 0."""
        letters = place.rstrip("0123456789")
        if letters not in self._columns:
            if not re.fullmatch("[A-Z]{1,3}", letters):
                raise ValueError("a cell has no column")
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - ord("A") + 1
            self._columns[letters] = number - 1
        return self._columns[letters]

    def _end_value(self) -> None:
        if self._kind != "inlineStr":
            self._end_text()

    def _end_cell(self) -> None:
        shown = self._as_shown()
        self._cells.append(shown)
        self._characters += len(shown)
        if self._characters > MOST_CHARACTERS:
            raise ValueError("a row without end")

    def _as_shown(self) -> str:
        """A cell as its owner sees it: a whole number without `.0`, a day without its hour."""
        if not self._text:
            return ""
        if self._kind == "s":
            return self._shared(int(self._text))
        if self._kind == "n":
            return _day(self._text, self._dates.epoch) if self._style in self._dates.styles else _number(self._text)
        if self._kind == "d":
            return self._text.partition("T")[0]
        if self._kind == "b":
            return str(self._text == "1")
        return _plain(self._text)

    def _shared(self, place: int) -> str:
        if self._texts is None or place < 0:
            raise ValueError("a cell names a text that is not there")
        return self._texts[place]


def _plain(text: str) -> str:
    return _ESCAPED.sub(_unescaped, text).strip() if "_x" in text else text.strip()


def _unescaped(found: re.Match[str]) -> str:
    """An underscore; a space for whatever does not show."""
    code = int(found[1], 16)
    return "_" if code == ord("_") else " " if code < ord(" ") else found[0]


def _number(text: str) -> str:
    if text.isdecimal():
        return str(int(text))
    value = float(text)
    return str(int(value)) if value.is_integer() else str(value)


def _day(text: str, epoch: datetime) -> str:
    try:
        found = from_excel(float(text), epoch)
    except OverflowError:
        return _number(text)
    return str(found.isoformat() if isinstance(found, time) else found.date().isoformat())
