"""The small language in which an organiser writes a letter: plain lines, a few marks, and words between braces.

A line is a paragraph. `# ` before a line makes it a heading, `- ` an item of a list. A word between braces stands for
something that is known elsewhere: inside a line (`{sluitdag}`), or on a line of its own for a whole part (`{vraag}`).
Nothing else has a meaning, so no text can become an instruction to the typesetter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from flask_babel import format_date
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly, RoomKind
from beraad.recruitment.errors import LetterWordsError

#: filled in for each letter by the typesetter, as plain text
NAME = "naam"
#: the part with code, link and QR code; each letter has it
CODE = "code"
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


@dataclass(frozen=True)
class Block:
    """A part of the letter."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    quote: str = ""
    #: the box with the code comes here
    is_code: bool = False


#: word inside a line → what it stands for; empty when that is not known
INSIDE: Mapping[str, Callable[[Assembly], str]] = {
    "burgerberaad": lambda assembly: assembly.title,
    "opdrachtgever": lambda assembly: assembly.commissioner,
    "organisator": lambda assembly: assembly.organiser,
    "contactpersoon": lambda assembly: assembly.contact_name,
    "telefoon": lambda assembly: assembly.contact_phone,
    "mail": lambda assembly: assembly.contact_email,
    "sluitdag": lambda assembly: _day(assembly.sign_up_closes),
    "lotingdag": lambda assembly: _day(assembly.draw_on),
}
#: word on a line of its own → the parts it stands for; none when there is nothing to say
PARTS: Mapping[str, Callable[[Assembly], Iterable[Block]]] = {
    "samenvatting": lambda assembly: _said("", assembly.summary),
    "vraag": lambda assembly: [Block(heading=_("De vraag"), quote=assembly.question)] if assembly.question else [],
    "speelruimte": lambda assembly: _room(assembly),
    "vergoeding": lambda assembly: _said(_("Wat wij van u vragen en wat u krijgt"), assembly.expectations),
    CODE: lambda assembly: [Block(is_code=True)],
}


def check(title: str, body: str, needed: Iterable[str]) -> None:
    """Raises `LetterWordsError` for an unknown word, one that needs its own line, or a needed one that is missing."""
    _check_line("title", 1, title, ())
    parts = set()
    for number, line in enumerate(body.splitlines(), 1):
        if (part := _part(line)) is not None:
            parts.add(part)
        else:
            _check_line("body", number, line, (NAME,))
    for word in needed:
        if word not in parts:
            raise LetterWordsError("part_missing", "body", word=f"{{{word}}}")


def line(assembly: Assembly, words: str) -> str:
    """One line filled in. Raises `LetterWordsError` if something it names is not known yet."""

    def value(match: re.Match[str]) -> str:
        word = match[1]
        if word == NAME:
            return match[0]
        if not (known := INSIDE[word](assembly)):
            raise LetterWordsError("word_empty", "body", word=match[0])
        return known

    return _BRACES.sub(value, words)


def blocks(assembly: Assembly, body: str) -> tuple[Block, ...]:
    """The parts of a letter whose words were checked. Raises `LetterWordsError` as `line` does."""
    parts = [Block()]
    for written in filter(None, map(str.strip, body.splitlines())):
        last = parts[-1]
        if (part := _part(written)) is not None:
            parts += [*PARTS[part](assembly), Block()]
        elif written.startswith("# "):
            parts.append(Block(heading=line(assembly, written[2:])))
        elif written.startswith("- "):
            parts[-1] = replace(last, items=(*last.items, line(assembly, written[2:])))
        elif last.items:
            parts.append(Block(paragraphs=(line(assembly, written),)))
        else:
            parts[-1] = replace(last, paragraphs=(*last.paragraphs, line(assembly, written)))
    return tuple(block for block in parts if block != Block())


def _part(written: str) -> str | None:
    """The word that stands for a whole part, if that is all there is on the line; else None."""
    match = _BRACES.fullmatch(written.strip())
    return match[1] if match and match[1] in PARTS else None


def _check_line(field: str, number: int, written: str, more: Iterable[str]) -> None:
    for braces in _BRACES.finditer(written):
        word = braces[1]
        if word in PARTS:
            raise LetterWordsError("own_line", field, word=braces[0], line=number)
        if word not in INSIDE and word not in more:
            raise LetterWordsError("word_unknown", field, word=braces[0], line=number)


def _day(day: object) -> str:
    return format_date(day, "EEEE d MMMM yyyy") if day else ""


def _said(heading: str, words: str) -> list[Block]:
    paragraphs = tuple(line.strip() for line in words.splitlines() if line.strip())
    return [Block(heading, paragraphs)] if paragraphs else []


def _room(assembly: Assembly) -> Iterable[Block]:
    for kind in RoomKind:
        mine = [item for item in assembly.room if item.kind is kind]
        items = [f"{item.text} ({item.reason})" if item.reason else item.text for item in mine]
        if items:
            yield Block(str(kind.heading), items=tuple(items))
