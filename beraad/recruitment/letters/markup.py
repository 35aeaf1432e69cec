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
from beraad.recruitment.letters.letterhead import sender
from beraad.recruitment.questions import queries as question_queries

#: filled in for each letter by the typesetter, as plain text
NAME = "naam"
#: the part with code, link and QR code; each letter has it
CODE = "code"
#: the part about personal data; stands below each letter, also where the words leave it out
PRIVACY = "privacy"
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
    #: stands in a box: the days, and what is asked and given
    is_boxed: bool = False
    #: stands beside the ones before and after it that do: a part of the room for influence
    is_column: bool = False
    #: signed here: greeting, signature, name and function
    is_signature: bool = False
    #: in small letters, at the end
    is_small: bool = False


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
    "vraag": lambda assembly: [Block(quote=assembly.question)] if assembly.question else [],
    "speelruimte": lambda assembly: _room(assembly),
    "dagen": lambda assembly: _days(assembly),
    "vergoeding": lambda assembly: _boxed(_said(_("Wat wij van u vragen en wat u krijgt"), assembly.expectations)),
    "ondertekening": lambda assembly: [_signature(assembly)],
    PRIVACY: lambda assembly: [_small_print(assembly)],
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
    """The parts of a letter whose words were checked, with the one about personal data.

    Raises `LetterWordsError` as `line` does.
    """
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
    found = [block for block in parts if block != Block()]
    if not any(block.is_small for block in found):
        found.append(_small_print(assembly))
    return tuple(found)


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
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    items = tuple(line[2:] for line in lines if line[:2] in ("- ", "* "))
    paragraphs = tuple(line for line in lines if line[:2] not in ("- ", "* "))
    return [Block(heading, paragraphs, items)] if lines else []


def _boxed(blocks: Iterable[Block]) -> list[Block]:
    return [replace(block, is_boxed=True) for block in blocks]


def _days(assembly: Assembly) -> list[Block]:
    """On which days the panel comes together, or between which."""
    heading = _("De bijeenkomsten")
    days = question_queries.planned_days(assembly)
    if days:
        listed = "; ".join(format_date(day, "EEEE d MMMM yyyy") for day in days)
        return [Block(heading, (listed,), is_boxed=True)]
    first, last = assembly.starts_on, assembly.ends_on
    if not first or not last:
        return []
    between = _("Tussen %(first)s en %(last)s.", first=_day(first), last=_day(last))
    return [Block(heading, (between,), is_boxed=True)]


def _signature(assembly: Assembly) -> Block:
    who = sender.find(assembly.id)
    behalf = assembly.commissioner or assembly.organiser or assembly.title
    signed = ", ".join(filter(None, (who.signed_by, who.signed_as)))
    return Block(paragraphs=(_("Met vriendelijke groet,"), *filter(None, (signed, behalf))), is_signature=True)


def _small_print(assembly: Assembly) -> Block:
    return Block(_("Uw persoonsgegevens"), (sender.small_print(assembly),), is_small=True)


def _room(assembly: Assembly) -> Iterable[Block]:
    for kind in RoomKind:
        mine = [item for item in assembly.room if item.kind is kind]
        items = [f"{item.text} ({item.reason})" if item.reason else item.text for item in mine]
        if items:
            yield Block(str(kind.heading), items=tuple(items), is_column=True)
