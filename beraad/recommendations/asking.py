"""How every room asks for a day and a web address."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import URL, ValidationError

from beraad.days import today

WEB_ADDRESS = URL(message=_l("Vul een volledig webadres in, bijvoorbeeld https://www.voorbeeld.nl/besluit."))
DAY = _l("Vul een datum in, bijvoorbeeld 31-12-2026.")
NOT_YET = _l("Deze dag moet nog komen. Vul vandaag of een eerdere dag in.")
OVER = _l("Deze dag is al voorbij. Vul vandaag of een latere dag in.")


def not_after_today(_form: Any, field: Any) -> None:
    """Validator for the day of something that has happened."""
    if field.data is not None and field.data > today():
        raise ValidationError(NOT_YET)


def not_before_today(_form: Any, field: Any) -> None:
    """Validator for the day of something that is planned."""
    if field.data is not None and field.data < today():
        raise ValidationError(OVER)
