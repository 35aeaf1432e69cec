"""The words between braces that differ from person to person, and the text as one person reads it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, current_app

from beraad.telling.errors import UnknownPlaceholderError
from beraad.telling.people import Person

NAME, REFERENCE, TITLE = "{naam}", "{kenmerk}", "{burgerberaad}"
KNOWN = (NAME, REFERENCE, TITLE)
#: what a room above fills in for a person
Filler = Callable[[Person], str]


def init_app(app: Flask) -> None:
    app.extensions["telling.placeholders"] = {}


def register(app: Flask, placeholder: str, filler: Filler) -> None:
    """Let `filler` say what stands in the place of `placeholder`, asked only where a text has it."""
    app.extensions["telling.placeholders"][placeholder] = filler


def all_known() -> list[str]:
    """All placeholders, with their braces."""
    return [*KNOWN, *current_app.extensions["telling.placeholders"]]


def check(text: str) -> None:
    """Raises `UnknownPlaceholderError` for braces around anything else."""
    rest = text
    for placeholder in all_known():
        rest = rest.replace(placeholder, "")
    start, end = rest.find("{"), rest.find("}")
    if start >= 0 or end >= 0:
        raise UnknownPlaceholderError(word=rest[start : end + 1] if 0 <= start < end else "{")


def fill_in(text: str, person: Person) -> str:
    """The text as this person reads it."""
    if "{" not in text:
        return text
    values = {NAME: person.name or person.reference, REFERENCE: person.reference}
    fillers: dict[str, Filler] = current_app.extensions["telling.placeholders"]
    values |= {placeholder: filler(person) for placeholder, filler in fillers.items() if placeholder in text}
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text
