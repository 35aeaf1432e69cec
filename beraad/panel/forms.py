"""What is asked about seats."""

from __future__ import annotations

from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Optional, ValidationError

from beraad.days import today
from beraad.panel.errors import DateNeededError
from beraad.panel.models import AnsweredBy, Cause
from beraad.panel.service import Answer, AnswerData, Leaving
from beraad.web.fields import DayField, EnumRadioField, EnumSelectField
from beraad.web.forms import Form, at_most, required

#: causes that somebody can give
GIVEN_CAUSES = tuple(cause for cause in Cause if cause not in (Cause.NO_ANSWER, Cause.UNTOLD))


class AskForm(Form):
    """The last day on which people can answer."""

    refusal_fields: ClassVar = {DateNeededError: "answer_by"}
    answer_by = DayField(
        _l("Laatste dag om te antwoorden"),
        required(_l("Kies een laatste dag om te antwoorden, vandaag of later.")),
        description=_l("Bijvoorbeeld over een week."),
    )


class AnswerForm(Form):
    """An answer that somebody gave by phone, by post or at the counter."""

    refusal_fields: ClassVar = {DateNeededError: "happened_on"}
    answer = EnumRadioField(_l("Wat is het antwoord?"), Answer, required(_l("Kies het antwoord.")))
    way = EnumRadioField(
        _l("Hoe kwam het antwoord binnen?"),
        AnsweredBy,
        required(_l("Kies hoe het antwoord binnenkwam.")),
        only=(AnsweredBy.PHONE, AnsweredBy.POST, AnsweredBy.OFFICE),
    )
    cause = EnumSelectField(
        _l("Waarom niet?"), Cause, [Optional()], empty=_l("Niet verteld, of niet van toepassing"), only=GIVEN_CAUSES
    )
    reason = TextAreaField(_l("Toelichting, als die gegeven is"), [Optional(), at_most(1000)])
    happened_on = DayField(_l("Op welke dag stopte dit panellid?"), [Optional()])

    def validate_happened_on(self, field: DayField) -> None:
        if field.data is not None and field.data > today():
            raise ValidationError(_("Kies vandaag of een dag die voorbij is."))

    def values(self) -> AnswerData:
        leaving = Leaving(self.cause.data or Cause.UNTOLD, self.reason.data or "", self.happened_on.data)
        return AnswerData(self.answer.data, self.way.data, leaving)


class StopForm(Form):
    """A panellist stops."""

    cause = EnumSelectField(
        _l("Waarom stopt u?"), Cause, [Optional()], empty=_l("Dat vertel ik liever niet"), only=GIVEN_CAUSES
    )
    reason = TextAreaField(_l("Wilt u er iets bij zeggen?"), [Optional(), at_most(1000)])

    def values(self) -> Leaving:
        return Leaving(self.cause.data or Cause.UNTOLD, self.reason.data or "")
