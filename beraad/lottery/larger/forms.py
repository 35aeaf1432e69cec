"""How many people are expected to leave, and how many more may be drawn."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional, ValidationError

from beraad.lottery.errors import DropoutFileError
from beraad.lottery.larger.service import LargerData
from beraad.lottery.models import Goal
from beraad.web.fields import EnumSelectField, at_most_kilobytes
from beraad.web.forms import Form, required


def _between(label: Any, low: int, high: int, message: Any, default: int | None = None) -> IntegerField:
    return IntegerField(label, [*required(message), NumberRange(low, high, message)], default=default)


class LargerForm(Form):
    """What is expected of a draw of more people. `seats`: those that it starts from."""

    refusal_fields: ClassVar = {DropoutFileError: "factors"}

    extra = _between(_l("Hoeveel mensen mag u meer loten?"), 1, 9999, _l("Vul een heel getal in van 1 of meer."))
    leave_percent = _between(
        _l("Hoeveel procent valt naar verwachting af?"), 1, 90, _l("Vul een getal van 1 tot en met 90 in."), 15
    )
    factors = FileField(_l("Bestand met ervaringen uit eerdere burgerberaden"), [Optional(), at_most_kilobytes(256)])
    late_percent = _between(
        _l("Hoeveel procent van hen valt af als er geen reserve meer kan instappen?"),
        0,
        100,
        _l("Vul een getal van 0 tot en met 100 in."),
        25,
    )
    goal = EnumSelectField(_l("Wat moet bij de laatste bijeenkomst kloppen?"), Goal, default=Goal.MINIMUMS)

    seats = 0

    def validate_extra(self, field: Any) -> None:
        if field.data is not None and field.data > self.seats:
            raise ValidationError(
                _("Loot ten hoogste %(seats)s mensen meer: evenveel als er zetels zijn.", seats=self.seats)
            )

    def values(self) -> LargerData:
        upload = self.factors.data
        content = upload.read().decode("utf-8-sig", "replace") if upload else ""
        return LargerData(
            self.extra.data,
            self.leave_percent.data,
            self.late_percent.data,
            self.goal.data,
            content,
            upload.filename if upload else "",
        )


def larger_form(seats: int) -> LargerForm:
    """The form for a burgerberaad of so many `seats`; a tenth more people unless another number is typed."""
    form = LargerForm(data={"extra": max(1, seats // 10)})
    form.seats = seats
    return form
