"""Two people who change one text: the second one sees what the first one saved, and nothing is overwritten unseen.

A form that changes something stored says so: `form = QuestionForm(obj=assembly).edits(assembly)`. It then carries a
fingerprint of each field as it was shown (`based_on`). When it comes back, each is compared with what is stored by
then. If a field differs, the page is shown again with status 409 and both texts side by side: what one typed stays in
the fields, and a field that one left alone takes what the other saved. Sending that page is the choice to go on.

Forms at one address wait for each other, so that of two at the same moment the second one sees the first.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, g, has_request_context, request
from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup
from wtforms import FileField, HiddenField, SubmitField

from beraad.orm import Model
from beraad.web import sealing

if TYPE_CHECKING:
    from beraad.web.forms import Form

FIELD = "based_on"
#: hexadecimal digits of a fingerprint that travel with a form
DIGITS = 12


@dataclass(frozen=True)
class LastChange:
    """Who changed a row last, and when."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Both:
    """A field that somebody else changed: what is stored now, and what was sent."""

    label: str
    theirs: str
    mine: str
    #: the sender had left this field alone, so it now holds what the other saved
    is_taken_over: bool


@dataclass(frozen=True)
class Clash:
    """What two people made of one text."""

    last_change: LastChange | None
    fields: Sequence[Both]
    #: address of the page as it is stored now
    address: str


def init_app(app: Flask) -> None:
    app.jinja_env.globals[FIELD] = hidden_field
    app.extensions["last_change"] = lambda _row: None


def ask_who(app: Flask, source: Callable[[Model], LastChange | None]) -> None:
    """Let `source` say who changed a row last."""
    app.extensions["last_change"] = source


def lock() -> int | None:
    """Number of the lock under which forms that change the same thing wait; None for any other request."""
    if FIELD not in request.form:
        return None
    return int.from_bytes(hashlib.sha256(request.path.encode()).digest()[:7])


def hidden_field(action: str | None) -> Markup:
    """The fingerprints of the form that posts to `action` (None for the page itself); empty if it changes nothing."""
    prints = g.get("based_on") if has_request_context() else None
    if prints is None or action not in (None, request.path):
        return Markup("")
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, prints)


def show(form: Form) -> None:
    """Let the page with `form` carry its fingerprints."""
    g.based_on = " ".join(f"{name}={stored}" for name, stored, _field in _prints(form))


def clash(form: Form, row: Model | None) -> Clash | None:
    """Returns how what is stored differs from what `form` started from, or None.

    Fields that the sender left alone take what is stored.
    """
    before = dict(part.partition("=")[::2] for part in request.form.get(FIELD, "").split())
    changed = [
        _both(field, before[name]) for name, stored, field in _prints(form) if before.get(name, stored) != stored
    ]
    different = [both for both in changed if both.mine != both.theirs or both.is_taken_over]
    if not different:
        return None
    source: Callable[[Model], LastChange | None] = current_app.extensions["last_change"]
    return Clash(source(row) if row is not None else None, different, request.full_path.rstrip("?"))


def _both(field: Any, before: str) -> Both:
    untouched = _print(field, _typed(field)) == before
    mine, theirs = _words(field, _typed(field)), _words(field, _stored(field))
    if untouched and not _is_nested(field):
        field.process_data(field.object_data)
    return Both(str(field.label.text), theirs, mine, untouched)


def _prints(form: Form) -> Iterator[tuple[str, str, Any]]:
    """Name, fingerprint of what is stored, and field, of each field in which people type or choose."""
    for field in form:
        if not isinstance(field, FileField | HiddenField | SubmitField):
            yield field.name, _print(field, _stored(field)), field


def _print(field: Any, value: Any) -> str:
    return sealing.fingerprint(f"based on:{field.name}:{value!r}")[:DIGITS]


def _is_nested(field: Any) -> bool:
    return hasattr(field, "entries") or hasattr(field, "form")


def _stored(field: Any) -> Any:
    return _value(field, lambda inner: inner.object_data)


def _typed(field: Any) -> Any:
    return _value(field, lambda inner: inner.data)


def _value(field: Any, read: Callable[[Any], Any]) -> Any:
    """What is in a field, as plain text, or as a list of those inside it."""
    if hasattr(field, "entries"):
        return [_value(entry, read) for entry in field.entries]
    if hasattr(field, "form"):
        return [_value(inner, read) for inner in field.form if not isinstance(inner, HiddenField | SubmitField)]
    value = read(field)
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(_plain(one) for one in value)
    return _plain(value)


def _plain(value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "\n".join(str(value).strip().splitlines())


def _words(field: Any, value: Any) -> str:
    """What a field says, for people."""
    if isinstance(value, list):
        inner = getattr(field, "entries", None) or list(getattr(field, "form", ()))
        parts = [_words(one, text) for one, text in zip(inner, value, strict=False)] if inner else value
        labels = _labels(field)
        return ", ".join(labels.get(part, part) for part in parts if part)
    if field.type == "BooleanField":
        return str(_("Ja") if value else _("Nee"))
    if value and field.type == "DayField":
        return str(format_date(date.fromisoformat(value)))
    return _labels(field).get(value, value)


def _labels(field: Any) -> Mapping[str, str]:
    if not hasattr(field, "iter_choices") or not getattr(field, "choices", None):
        return {}
    return {_plain(choice.value): str(choice.label) for choice in field.iter_choices()}
