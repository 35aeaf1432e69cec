"""What is asked about replacements and reserves."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField
from wtforms.validators import NumberRange, Optional

from beraad.lottery.errors import DropoutFileError
from beraad.panel.forms import AskForm
from beraad.panel.replacement.reserves import ReservesData
from beraad.web.fields import at_most_kilobytes
from beraad.web.forms import Form, required


class ReplaceForm(AskForm):
    """Accepting the replacements that were proposed."""

    mark = HiddenField()
    #: not empty if others than the reserves were asked for
    everyone = HiddenField()


def _between(label: Any, low: int, high: int, default: int, message: Any) -> IntegerField:
    return IntegerField(label, [*required(message), NumberRange(low, high, message)], default=default)


class ReservesForm(Form):
    """How many reserves, and how many people are expected to leave."""

    refusal_fields: ClassVar = {DropoutFileError: "factors"}
    count = _between(_l("Hoeveel reserves?"), 1, 500, 20, _l("Vul een getal van 1 tot en met 500 in."))
    leave_percent = _between(
        _l("Hoeveel procent valt naar verwachting af?"), 1, 90, 20, _l("Vul een getal van 1 tot en met 90 in.")
    )
    factors = FileField(_l("Bestand met ervaringen uit eerdere burgerberaden"), [Optional(), at_most_kilobytes(256)])

    def values(self) -> ReservesData:
        upload = self.factors.data
        if not upload:
            return ReservesData(self.count.data, self.leave_percent.data)
        factors = upload.read().decode("utf-8-sig", "replace")
        return ReservesData(self.count.data, self.leave_percent.data, factors, upload.filename)
