"""The words between braces that differ from person to person, and the text as one person reads it."""

from __future__ import annotations

from flask_babel import gettext as _

from beraad.recruitment import signals
from beraad.recruitment.errors import UnknownPlaceholderError
from beraad.recruitment.models.messages import Message
from beraad.recruitment.models.registration import Registration

PLACEHOLDERS = ("{naam}", "{kenmerk}", "{burgerberaad}", "{eigen-pagina}")


def check(text: str) -> None:
    """Raises `UnknownPlaceholderError` for braces around anything else."""
    rest = text
    for placeholder in PLACEHOLDERS:
        rest = rest.replace(placeholder, "")
    start, end = rest.find("{"), rest.find("}")
    if start >= 0 or end >= 0:
        raise UnknownPlaceholderError(word=rest[start : end + 1] if 0 <= start < end else "{")


def fill_in(text: str, person: Registration, title: str) -> str:
    """The text as this person reads it; `title` is that of the burgerberaad."""
    values = {"{naam}": person.name, "{kenmerk}": person.pool_id, "{burgerberaad}": title}
    if "{eigen-pagina}" in text:
        values["{eigen-pagina}"] = signals.own_page(person)
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text


def example(message: Message, title: str) -> tuple[str, str]:
    """Subject and text as somebody who is made up would read them."""
    somebody = Registration(name=_("Voorbeeldinwoner"), pool_id="p000000")
    return fill_in(message.subject, somebody, title), fill_in(message.body, somebody, title)
