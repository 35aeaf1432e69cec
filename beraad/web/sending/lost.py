"""What somebody without an account sent after their cookie was gone: shown back to them once, and kept nowhere.

Nobody can say whose visit it was, so nothing is done with it, and it is not sent on by itself. The page holds the texts
to copy, each under its question where the forms of the room know it, and the way to the form. Another site's form is
not shown: it would put its own words on our page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request
from flask_wtf import FlaskForm
from werkzeug.exceptions import HTTPException
from wtforms import HiddenField, PasswordField
from wtforms.fields.core import UnboundField

from beraad.web.sending import once

#: kinds of fields that nobody typed, or that no page may show
NEVER = (HiddenField, PasswordField)
#: fields of every form, and of the ones that keep another
OWN = frozenset({once.FIELD, "csrf_token", "kept", "step", "shown", "fingerprint"})


@dataclass(frozen=True)
class LostForm:
    """A form that was sent without a visit."""

    #: question (empty if it is not known) and text of each field that has one
    answers: Sequence[tuple[str, str]]
    #: names of files that were chosen
    files: Sequence[str]
    #: the page with the form; None if it is not known
    again: str | None


def received() -> LostForm | None:
    """Returns the form in this request; None if it came from another site."""
    if request.method != "POST" or not _is_from_here():
        return None
    asked = _fields_of_room()
    answers = []
    for name, values in request.form.lists():
        field = asked.get(name)
        if name in OWN or (field is not None and issubclass(field.field_class, NEVER)):
            continue
        answers += [(_label(field), value) for value in values if value.strip()]
    files = [file.filename for file in request.files.values() if file.filename]
    return LostForm(answers, files, _again())


def _is_from_here() -> bool:
    """Whether the browser says that a page of ours sent it."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host


def _fields_of_room() -> dict[str, UnboundField[Any]]:
    """Name → field, for the forms of the room that the form was sent to."""
    view = current_app.view_functions.get(request.endpoint or "")
    room = view.__module__.rpartition(".")[0] if view is not None else ""
    asked: dict[str, UnboundField[Any]] = {}
    for form in _all_forms(FlaskForm):
        if form.__module__.startswith(room) and "<locals>" not in form.__qualname__:
            for kind in reversed(form.__mro__):
                fields = {name: value for name, value in vars(kind).items() if isinstance(value, UnboundField)}
                asked |= {name: field for name, field in fields.items() if name not in asked}
    return asked


def _all_forms(form: type[FlaskForm]) -> Iterator[type[FlaskForm]]:
    for kind in form.__subclasses__():
        yield kind
        yield from _all_forms(kind)


def _label(field: UnboundField[Any] | None) -> str:
    if field is None:
        return ""
    return str(field.kwargs.get("label") or (field.args[0] if field.args else ""))


def _again() -> str | None:
    """The address of the page with the form, if it can be opened as a page."""
    try:
        current_app.url_map.bind("").match(request.path, method="GET")
    except HTTPException:
        page = urlsplit(request.headers.get("Referer", ""))
        return page.path if page.netloc == request.host else None
    return request.path
