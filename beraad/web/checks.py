"""What no field may hold, whatever its form: signs that steer a screen or a mail program, and numbers without end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import ValidationError

Check = Callable[[Any, Any], None]
#: the largest number that a column of whole numbers holds
LARGEST = 2**31 - 1
#: signs without a glyph: control characters, and those that end a line or a paragraph
STEERING = frozenset({"Cc", "Zl", "Zp"})
#: signs that turn the direction of what follows, so that a text reads otherwise than it is
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
IN_TEXT = frozenset("\r\n\t")
#: endings by which mail programs take a word for a web address
ENDINGS = "nl|be|eu|com|net|org|info|biz|io|app|site|online|shop|xyz|link|click|example"
ADDRESS = re.compile(rf"://|www\.|@|[\w-]{{2,}}\.(?:{ENDINGS})\b|\d{{5}}", re.IGNORECASE)


def of_kind(field: Field) -> list[Check]:
    """The checks of a field that follow from its kind alone."""
    if isinstance(field, IntegerField):
        return [not_endless]
    if isinstance(field, HiddenField) or not isinstance(field, StringField):
        return []
    return [text] if isinstance(field, TextAreaField) else [one_line]


def one_line(_form: Any, field: Any) -> None:
    """Refuse a line end or another steering sign in a field of one line."""
    _refuse_signs(field.data, frozenset())


def text(_form: Any, field: Any) -> None:
    """Refuse steering signs in a text; lines and tabs are fine."""
    _refuse_signs(field.data, IN_TEXT)


def not_endless(_form: Any, field: Any) -> None:
    """Refuse a number that no column holds."""
    if field.data is not None and abs(field.data) > LARGEST:
        raise ValidationError(_("Dit getal is te groot."))


def name(_form: Any, field: Any) -> None:
    """Refuse a web address, a mail address or a long number in a name: it would go out in mail of ours."""
    if field.data and is_no_name(field.data):
        raise ValidationError(_("Vul alleen een naam in, zonder webadres, e-mailadres of nummer."))


def is_no_name(typed: str) -> bool:
    """Whether there is an address or a long number in what should be a name."""
    return ADDRESS.search(typed) is not None


def steering_signs(typed: str, allowed: frozenset[str] = frozenset()) -> bool:
    """Whether a text holds signs that steer instead of being read."""
    return any((sign in TURNING or unicodedata.category(sign) in STEERING) and sign not in allowed for sign in typed)


def _refuse_signs(data: Any, allowed: frozenset[str]) -> None:
    if isinstance(data, str) and not data.isprintable() and steering_signs(data, allowed):
        raise ValidationError(_("Hier staat een teken in dat niet kan, zoals een nieuwe regel. Typ de tekst opnieuw."))
