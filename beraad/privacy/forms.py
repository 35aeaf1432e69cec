"""What is asked about terms and requests."""

from __future__ import annotations

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, TextAreaField
from wtforms.validators import NumberRange, Optional

from beraad.privacy.errors import TermError
from beraad.privacy.kinds import LONGEST_DAYS
from beraad.web.fields import DayField
from beraad.web.forms import Form, at_most, required

LONGEST_REASON = 1000


class TermForm(Form):
    """Another term for one kind of data."""

    refusal_fields: ClassVar = {TermError: "days"}

    days = IntegerField(
        _l("Aantal dagen"),
        validators=[
            *required(_l("Vul het aantal dagen in.")),
            NumberRange(0, LONGEST_DAYS, _l("Vul een aantal dagen in van 0 tot en met %(max)s.")),
        ],
        invalid_value_message=_l("Vul het aantal dagen in met cijfers."),
    )
    reason = TextAreaField(
        _l("Waarom verandert de termijn?"),
        validators=[*required(_l("Vul in waarom de termijn verandert.")), at_most(LONGEST_REASON)],
    )


class DayForm(Form):
    """A day to look ahead to; sent with GET."""

    class Meta(Form.Meta):
        csrf = False

    dag = DayField(_l("Dag"), validators=[Optional()])
