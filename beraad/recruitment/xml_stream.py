"""XML from a file that somebody sent, read block by block: no tree of it is made, and no document type is taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any
from xml.parsers import expat

BLOCK = 1 << 16
#: bytes of one tag, and pieces of one text, in a file that means no harm
LONGEST_TAG, MOST_PIECES = 1 << 20, 100
#: elements of a part that is kept whole
MOST_ELEMENTS = 200_000

Attributes = dict[str, str]


class Reader:
    """What is told of elements as they come by; names have no prefix."""

    def __init__(self) -> None:
        #: what has been found since it was last fetched
        self.found: list[Any] = []
        #: the text since the last start of an element
        self.pieces: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins; the prefixes of attributes are there still."""

    def end(self, name: str) -> None:
        """An element ends."""


def found_by(reader: Reader, source: IO[bytes]) -> Iterator[Any]:
    """What `reader` finds, as it finds it; raises ValueError or `expat.ExpatError` where the XML is damaged."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    pieces, fed = reader.pieces, 0

    def start(name: str, attributes: Attributes) -> None:
        pieces.clear()
        reader.start(name.rpartition(":")[2], attributes)

    parser.StartElementHandler, parser.CharacterDataHandler = start, pieces.append
    parser.EndElementHandler = lambda name: reader.end(name.rpartition(":")[2])
    parser.StartDoctypeDeclHandler = _refuse_doctype
    while block := source.read(BLOCK):
        parser.Parse(block)
        fed += len(block)
        if fed - parser.CurrentByteIndex > LONGEST_TAG or len(pieces) > MOST_PIECES:
            raise ValueError("a tag or a text without end")
        yield from reader.found
        reader.found.clear()
    parser.Parse(b"", True)
    yield from reader.found


@dataclass(frozen=True)
class Element:
    """An element without what stands in it."""

    name: str
    #: name of the element around it; empty for the outermost
    within: str
    #: by name without prefix
    attributes: Attributes


def elements(source: IO[bytes]) -> list[Element]:
    """All elements of a small part; raises ValueError or `expat.ExpatError`."""
    return list(found_by(_Elements(), source))


class _Elements(Reader):
    def __init__(self) -> None:
        super().__init__()
        self._open = [""]
        self._room = MOST_ELEMENTS

    def start(self, name: str, attributes: Attributes) -> None:
        self._room -= 1
        if self._room < 0:
            raise ValueError("more elements than anybody needs")
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        self.found.append(Element(name, self._open[-1], plain))
        self._open.append(name)

    def end(self, _name: str) -> None:
        self._open.pop()


def _refuse_doctype(*_declared: object) -> None:
    raise ValueError("a document type")
